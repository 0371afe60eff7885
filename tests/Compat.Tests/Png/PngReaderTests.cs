using System.Buffers.Binary;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using SixLabors.ImageSharp.Processing;

namespace VisionPlugin.Compat.Tests.Png;

public class PngReaderTests
{
    public static TheoryData<int, int, bool> Kinds()
    {
        TheoryData<int, int, bool> kinds = [];
        foreach ((int color, int[] depths) in new (int, int[])[]
        {
            (0, [1, 2, 4, 8, 16]), (2, [8, 16]), (3, [1, 2, 4, 8]), (4, [8, 16]), (6, [8, 16]),
        })
        {
            foreach (int depth in depths)
            {
                kinds.Add(color, depth, false);
                kinds.Add(color, depth, true);
            }
        }

        return kinds;
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_colour_type_depth_and_interlacing_gives_its_pixels(int color, int depth, bool interlaced)
    {
        foreach ((int width, int height) in new[] { (1, 1), (3, 2), (5, 9), (33, 17), (64, 40) })
        {
            for (int filter = 0; filter < (height == 1 ? 5 : 1); filter++)
            {
                TestPng png = Random(color, depth, interlaced, width, height, filter);
                Pixels.AssertEqual(ExpectedOf(png), width, height, png.ToArray());
            }
        }
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    public void The_colour_of_the_transparency_chunk_is_transparent_and_no_other(int color, int depth)
    {
        TestPng png = Random(color, depth, false, 24, 24, 0);
        int channels = png.Channels;
        // The key is pixel 30. Pixel 31 differs from it in the lowest bit of the last channel only.
        for (int c = 0; c < channels; c++)
            png.Samples[(31 * channels) + c] = png.Samples[(30 * channels) + c];
        png.Samples[(31 * channels) + channels - 1] ^= 1;
        byte[] key = new byte[2 * channels];
        for (int c = 0; c < channels; c++)
            BinaryPrimitives.WriteUInt16BigEndian(key.AsSpan(2 * c), png.Samples[(30 * channels) + c]);
        png.Chunks.Add(("tRNS", key));
        Rgba32[] expected = ExpectedOf(png);
        for (int i = 0; i < expected.Length; i++)
        {
            if (png.Samples.AsSpan(i * channels, channels).SequenceEqual(png.Samples.AsSpan(30 * channels, channels)))
                expected[i].A = 0;
        }

        Assert.Equal((0, 255), (expected[30].A, expected[31].A));
        Pixels.AssertEqual(expected, 24, 24, png.ToArray());
    }

    [Fact]
    public void Palette_entries_take_their_alpha_and_missing_ones_are_black()
    {
        TestPng png = new() { Width = 4, Height = 1, Color = 3, Depth = 8, Samples = [0, 1, 2, 200] };
        png.Chunks.Add(("PLTE", [10, 20, 30, 40, 50, 60, 70, 80, 90]));
        png.Chunks.Add(("tRNS", [5, 6]));
        Rgba32[] expected = [new(10, 20, 30, 5), new(40, 50, 60, 6), new(70, 80, 90), new(0, 0, 0)];
        Pixels.AssertEqual(expected, 4, 1, png.ToArray());
    }

    [Fact]
    public void A_file_cut_off_anywhere_before_its_last_chunk_is_an_error()
    {
        byte[] file = Random(2, 8, false, 20, 20, 0).ToArray();
        for (int length = 0; length < file.Length - 12; length++)
        {
            byte[] part = file[..length];
            Type expected = length < 8 ? typeof(UnknownImageFormatException) : typeof(InvalidImageContentException);
            Assert.IsType(expected, Record.Exception(() => Pixels.Load(part)));
        }
    }

    [Fact]
    public void A_wrong_checksum_is_an_error_in_critical_chunks_and_drops_others()
    {
        TestPng png = Random(0, 8, false, 6, 6, 0);
        byte[] key = [0, (byte)png.Samples[7]];
        png.Chunks.Add(("tRNS", key));
        byte[] file = png.ToArray();
        int transparency = file.AsSpan().IndexOf("tRNS"u8);
        file[transparency + 4 + key.Length]++;
        Assert.All(Pixels.Load(file).Pixels, pixel => Assert.Equal(255, pixel.A));

        foreach (string chunk in new[] { "IHDR", "IDAT" })
        {
            byte[] damaged = png.ToArray();
            damaged[damaged.AsSpan().IndexOf(System.Text.Encoding.ASCII.GetBytes(chunk)) + 5] ^= 1;
            var error = Assert.Throws<InvalidImageContentException>(() => Pixels.Load(damaged));
            Assert.Contains(chunk, error.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData(9, 1)] // No such colour type.
    [InlineData(8, 3)] // No such depth.
    [InlineData(10, 1)] // Unknown compression.
    [InlineData(11, 1)] // Unknown filter method.
    [InlineData(12, 2)] // Unknown interlacing.
    [InlineData(3, 0)] // No width.
    [InlineData(4, 0x80)] // Negative height.
    [InlineData(7, 200)] // More rows than data.
    public void A_header_that_breaks_the_rules_is_an_error(int offset, byte value)
    {
        byte[] file = Random(2, 8, false, 8, 8, 0).ToArray();
        file[16 + offset] = value;
        FixChecksum(file, 12, 17);
        Assert.Throws<InvalidImageContentException>(() => Pixels.Load(file));
    }

    [Theory]
    [InlineData(0x78, 0x20)] // Needs a preset dictionary.
    [InlineData(0x79, 0x9C)] // Not deflate.
    public void A_compressed_stream_of_another_kind_is_an_error(byte first, byte second)
    {
        // Big enough that the first of the IDAT chunks holds both bytes.
        byte[] file = Random(2, 8, false, 8, 8, 0).ToArray();
        (file[41], file[42]) = (first, second);
        int length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(33));
        FixChecksum(file, 37, 4 + length);
        Assert.Throws<InvalidImageContentException>(() => Pixels.Load(file));
    }

    [Fact]
    public void A_palette_picture_without_palette_is_an_error()
    {
        TestPng png = new() { Width = 2, Height = 1, Color = 3, Depth = 8, Samples = [0, 1] };
        Assert.Throws<InvalidImageContentException>(() => Pixels.Load(png.ToArray()));
    }

    [Fact]
    public void A_small_file_that_promises_a_huge_picture_fails_before_allocating_it()
    {
        byte[] file = Random(6, 16, false, 8, 8, 0).ToArray();
        foreach (int side in new[] { 16_000, 100_000, int.MaxValue })
        {
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(16), side);
            BinaryPrimitives.WriteInt32BigEndian(file.AsSpan(20), side);
            FixChecksum(file, 12, 17);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<InvalidImageContentException>(() => Pixels.Load(file));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void The_orientation_of_an_eXIf_chunk_is_applied_only_on_request()
    {
        TestPng png = Random(2, 8, false, 5, 3, 0);
        png.Chunks.Add(("eXIf", ExifOrientationTests.Exif(6, bigEndian: true)));
        using Image<Rgba32> image = Image.Load<Rgba32>(png.ToArray());
        Assert.Equal((5, 3), (image.Width, image.Height));
        Rgba32 corner = image[0, 0];
        image.Mutate(x => x.AutoOrient());
        Assert.Equal((3, 5), (image.Width, image.Height));
        Assert.Equal(corner, image[2, 0]);
    }

    /// <summary>Random samples; palettes with a random colour for each index.</summary>
    internal static TestPng Random(int color, int depth, bool interlaced, int width, int height, int filter)
    {
        Random random = new((color * 100) + depth);
        ushort[] samples = new ushort[width * height * TestPng.ChannelsOf(color)];
        for (int i = 0; i < samples.Length; i++)
            samples[i] = (ushort)random.Next(1 << depth);
        TestPng png = new()
        {
            Width = width,
            Height = height,
            Color = color,
            Depth = depth,
            Interlaced = interlaced,
            Samples = samples,
            FirstFilter = filter,
        };
        if (color == 3)
        {
            byte[] palette = new byte[3 << depth];
            random.NextBytes(palette);
            png.Chunks.Add(("PLTE", palette));
        }

        return png;
    }

    private static Rgba32[] ExpectedOf(TestPng png)
    {
        byte[]? palette = png.Chunks.Find(chunk => chunk.Type == "PLTE").Data;
        double scale = 255.0 / ((1 << png.Depth) - 1);
        Rgba32[] pixels = new Rgba32[png.Width * png.Height];
        for (int i = 0; i < pixels.Length; i++)
        {
            ReadOnlySpan<ushort> s = png.Samples.AsSpan(i * png.Channels, png.Channels);
            byte[] v = [.. s.ToArray().Select(sample => (byte)Math.Round(sample * scale))];
            pixels[i] = png.Color switch
            {
                0 => new Rgba32(v[0], v[0], v[0]),
                2 => new Rgba32(v[0], v[1], v[2]),
                3 => new Rgba32(palette![3 * s[0]], palette[(3 * s[0]) + 1], palette[(3 * s[0]) + 2]),
                4 => new Rgba32(v[0], v[0], v[0], v[1]),
                _ => new Rgba32(v[0], v[1], v[2], v[3]),
            };
        }

        return pixels;
    }

    private static void FixChecksum(byte[] file, int start, int length) =>
        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(start + length), TestPng.Crc(file.AsSpan(start, length)));
}
