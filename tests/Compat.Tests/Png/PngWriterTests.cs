using System.Buffers.Binary;
using System.IO.Compression;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace VisionPlugin.Compat.Tests.Png;

public class PngWriterTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 3)]
    [InlineData(8, 8)]
    [InlineData(129, 65)]
    public void What_is_written_is_read_back(int width, int height)
    {
        foreach (bool smooth in new[] { true, false })
        {
            Rgba32[] pixels = Picture(width, height, smooth);
            Pixels.AssertEqual(pixels, width, height, Write(pixels, width, height));
        }
    }

    [Fact]
    public void The_file_is_8_bit_RGBA_and_its_chunks_have_valid_checksums()
    {
        byte[] file = Write(Picture(20, 10, true), 20, 10);
        List<string> types = [];
        for (int at = 8; at < file.Length;)
        {
            int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            uint crc = BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length));
            Assert.Equal(TestPng.Crc(file.AsSpan(at + 4, length + 4)), crc);
            types.Add(System.Text.Encoding.ASCII.GetString(file, at + 4, 4));
            at += length + 12;
        }

        Assert.Equal(["IHDR", "IDAT", "IEND"], types);
        Assert.Equal([0, 0, 0, 20, 0, 0, 0, 10, 8, 6, 0, 0, 0], file[16..29]);
    }

    [Fact]
    public void The_rows_of_a_gradient_are_filtered_and_undo_to_its_bytes()
    {
        const int width = 64, height = 32;
        Rgba32[] pixels = Picture(width, height, smooth: true);
        byte[] file = Write(pixels, width, height);
        int data = file.AsSpan().IndexOf("IDAT"u8) + 4;
        using ZLibStream zlib = new(new MemoryStream(file[data..]), CompressionMode.Decompress);
        byte[] rows = new byte[height * ((width * 4) + 1)];
        zlib.ReadExactly(rows);
        Assert.Contains(Enumerable.Range(0, height), y => rows[y * ((width * 4) + 1)] != 0);
        Assert.True(file.Length < width * height, $"{file.Length} bytes for a gradient");
    }

    [Fact]
    public void A_stream_stays_open_and_a_file_is_replaced()
    {
        Rgba32[] pixels = Picture(5, 4, false);
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(pixels, 5, 4);
        using MemoryStream stream = new();
        image.SaveAsPng(stream);
        stream.Position = 0;
        using Image<Rgba32> second = Image.Load<Rgba32>(stream);
        Assert.Equal(pixels[6], second[1, 1]);

        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(path, new byte[100_000]);
            image.SaveAsPng(path);
            Assert.Equal(stream.ToArray(), File.ReadAllBytes(path));
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static byte[] Write(Rgba32[] pixels, int width, int height)
    {
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(pixels, width, height);
        using MemoryStream stream = new();
        image.SaveAsPng(stream);
        return stream.ToArray();
    }

    private static Rgba32[] Picture(int width, int height, bool smooth)
    {
        Random random = new(width);
        Rgba32[] pixels = new Rgba32[width * height];
        for (int i = 0; i < pixels.Length; i++)
        {
            (int y, int x) = Math.DivRem(i, width);
            pixels[i] = smooth
                ? new Rgba32((byte)(x + y), (byte)(2 * x), (byte)(255 - (3 * y)), (byte)(128 + x - y))
                : new Rgba32((byte)random.Next(), (byte)random.Next(), (byte)random.Next(), (byte)random.Next());
        }

        return pixels;
    }
}
