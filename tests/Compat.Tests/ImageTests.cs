using System.IO.Compression;
using System.Runtime.InteropServices;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using VisionPlugin.Compat.Tests.Png;
using VisionPlugin.Testing;

namespace VisionPlugin.Compat.Tests;

public class ImageTests
{
    private static readonly Rgba32[] SixPixels =
        [.. Enumerable.Range(1, 6).Select(i => new Rgba32((byte)i, (byte)(2 * i), (byte)(3 * i), (byte)(4 * i)))];

    [Fact]
    public void Pixels_are_reached_by_index_by_row_and_by_copy()
    {
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(SixPixels, 3, 2);
        Assert.Equal((3, 2), (image.Width, image.Height));
        Assert.Equal(SixPixels[5], image[2, 1]);
        image[2, 1] = new Rgba32(9, 8, 7);
        Rgba32[] copy = new Rgba32[6];
        image.CopyPixelDataTo(copy);
        Assert.Equal([.. SixPixels[..5], new Rgba32(9, 8, 7, 255)], copy);
        byte[] bytes = new byte[24];
        image.CopyPixelDataTo(bytes);
        Assert.Equal([9, 8, 7, 255], bytes[20..]);
        image.ProcessPixelRows(rows =>
        {
            Assert.Equal((3, 2), (rows.Width, rows.Height));
            rows.GetRowSpan(1)[0] = new Rgba32(1, 1, 1);
        });
        Assert.Equal(new Rgba32(1, 1, 1), image[0, 1]);
    }

    [Fact]
    public void Pixel_data_is_copied_and_may_come_as_bytes()
    {
        Rgba32[] source = [.. SixPixels];
        using Image<Rgba32> image = Image.LoadPixelData<Rgba32>(MemoryMarshal.AsBytes<Rgba32>(source), 3, 2);
        source[0] = default;
        Assert.Equal(SixPixels[0], image[0, 0]);
    }

    [Fact]
    public void Positions_and_sizes_outside_are_refused()
    {
        using Image<Rgba32> image = new(3, 2);
        Assert.Equal(default, image[0, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[3, 0]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image[0, -1]);
        Assert.Throws<ArgumentOutOfRangeException>(() => image.ProcessPixelRows(rows => rows.GetRowSpan(2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => new Image<Rgba32>(0, 2));
        Assert.ThrowsAny<ArgumentException>(() => image.CopyPixelDataTo(new Rgba32[5]));
        Assert.ThrowsAny<ArgumentException>(() => Image.LoadPixelData<Rgba32>(SixPixels, 4, 2));
    }

    [Fact]
    public void A_disposed_image_refuses_use()
    {
        Image<Rgba32> image = new(3, 2);
        image.Dispose();
        Assert.Throws<ObjectDisposedException>(() => image[0, 0]);
        Assert.Throws<ObjectDisposedException>(() => image.SaveAsPng(Stream.Null));
    }

    [Fact]
    public void A_stream_is_read_from_its_position_even_if_it_cannot_seek()
    {
        byte[] file = PngReaderTests.Random(2, 8, false, 30, 20, 0).ToArray();
        Rgba32[] expected = Pixels.Load(file).Pixels;
        using MemoryStream padded = new([1, 2, 3, .. file]) { Position = 3 };
        using Image<Rgba32> fromPosition = Image.Load<Rgba32>(padded);
        Assert.Equal(expected[7], fromPosition[7, 0]);
        using ZLibStream forwardOnly = new(Compress(file), CompressionMode.Decompress);
        Assert.False(forwardOnly.CanSeek);
        using Image<Rgba32> fromStream = Image.Load<Rgba32>(forwardOnly);
        Assert.Equal(expected[^1], fromStream[29, 19]);
    }

    [Fact]
    public void A_missing_file_is_not_a_format_error()
    {
        string path = Path.Combine(Path.GetTempPath(), Guid.NewGuid().ToString());
        Assert.Throws<FileNotFoundException>(() => Image.Load<Rgba32>(path));
        Assert.Throws<FileNotFoundException>(() => Image.Identify(path));
    }

    [Fact]
    public void Other_pixel_types_are_converted()
    {
        TestPng png = PngReaderTests.Random(2, 8, false, 6, 5, 0);
        using Image<Luma> image = Image.Load<Luma>(png.ToArray());
        Assert.Equal(png.Samples[1], image[0, 0].Value);
        using MemoryStream stream = new();
        image.SaveAsPng(stream);
        byte green = (byte)png.Samples[^2];
        Assert.Equal(new Rgba32(green, green, green), Pixels.Load(stream.ToArray()).Pixels[^1]);
    }

    [SkippableFact]
    public void The_demo_pictures_load()
    {
        foreach (string path in Directory.GetFiles(TestData.Require("images"), "*.png"))
        {
            ImageInfo info = Image.Identify(path);
            using Image<Rgba32> image = Image.Load<Rgba32>(path);
            Assert.Equal((info.Width, info.Height), (image.Width, image.Height));
            Rgba32[] pixels = new Rgba32[image.Width * image.Height];
            image.CopyPixelDataTo(pixels);
            Assert.True(Array.TrueForAll(pixels, pixel => pixel.A == 255), path);
            Assert.True(pixels.Distinct().Count() > 10, path);
        }
    }

    private static MemoryStream Compress(byte[] data)
    {
        MemoryStream result = new();
        using (ZLibStream zlib = new(result, CompressionLevel.Fastest, leaveOpen: true))
            zlib.Write(data);
        result.Position = 0;
        return result;
    }

    /// <summary>Keeps green.</summary>
    private record struct Luma(byte Value) : IPixel<Luma>
    {
        public void FromRgba32(Rgba32 source) => Value = source.G;

        public readonly void ToRgba32(ref Rgba32 dest) => dest = new Rgba32(Value, Value, Value);
    }
}
