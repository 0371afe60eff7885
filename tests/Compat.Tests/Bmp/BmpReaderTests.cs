using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace VisionPlugin.Compat.Tests.Bmp;

public class BmpReaderTests
{
    private static readonly Rgba32 Black = new(0, 0, 0);

    [Theory]
    [InlineData(12)]
    [InlineData(40)]
    [InlineData(64)]
    [InlineData(108)]
    [InlineData(124)]
    public void Rows_of_24_bits_start_at_the_bottom_and_end_on_whole_words(int headerLength)
    {
        TestBmp bmp = new()
        {
            HeaderLength = headerLength,
            Width = 1,
            Height = 2,
            Bits = 24,
            Data = [3, 2, 1, 99, 6, 5, 4, 99],
        };
        Pixels.AssertEqual([new(4, 5, 6), new(1, 2, 3)], 1, 2, bmp.ToArray());
    }

    [Fact]
    public void A_negative_height_means_that_rows_start_at_the_top()
    {
        TestBmp bmp = new() { Width = 1, Height = -2, Bits = 24, Data = [3, 2, 1, 0, 6, 5, 4, 0] };
        Pixels.AssertEqual([new(1, 2, 3), new(4, 5, 6)], 1, 2, bmp.ToArray());
    }

    [Theory]
    [InlineData(1, new byte[] { 0b0110_0000, 0, 0, 0 }, new[] { 0, 1, 1 })]
    [InlineData(2, new byte[] { 0b0110_1100, 0, 0, 0 }, new[] { 1, 2, 3 })]
    [InlineData(4, new byte[] { 0x21, 0x30, 0, 0 }, new[] { 2, 1, 3 })]
    [InlineData(8, new byte[] { 3, 0, 2, 0 }, new[] { 3, 0, 2 })]
    public void Palette_pixels_take_their_colours(int bits, byte[] data, int[] indexes)
    {
        IEnumerable<int> colors = Enumerable.Range(0, 1 << Math.Min(bits, 2));
        byte[] palette = [.. colors.SelectMany(i => new byte[] { (byte)i, 20, 40, 0 })];
        Rgba32[] expected = [.. indexes.Select(i => new Rgba32(40, 20, (byte)i))];
        TestBmp bmp = new() { Width = 3, Height = 1, Bits = bits, Palette = palette, Data = data };
        Pixels.AssertEqual(expected, 3, 1, bmp.ToArray());

        byte[] corePalette = [.. palette.Chunk(4).SelectMany(entry => entry[..3])];
        TestBmp core = new()
        {
            HeaderLength = 12,
            Width = 3,
            Height = 1,
            Bits = bits,
            Palette = corePalette,
            Data = data,
        };
        Pixels.AssertEqual(expected, 3, 1, core.ToArray());
    }

    [Fact]
    public void An_index_beyond_the_palette_is_black()
    {
        TestBmp bmp = new() { Width = 2, Height = 1, Bits = 8, Palette = [1, 2, 3, 0], Data = [0, 9, 0, 0] };
        Pixels.AssertEqual([new(3, 2, 1), Black], 2, 1, bmp.ToArray());
    }

    [Fact]
    public void Pixels_of_16_bits_are_555_unless_masks_say_otherwise()
    {
        byte[] data = [0xFF, 0x7F, 0x00, 0x7C, 0xE0, 0x03, 0x10, 0x00];
        TestBmp plain = new() { Width = 4, Height = 1, Bits = 16, Data = data };
        Pixels.AssertEqual([new(255, 255, 255), new(255, 0, 0), new(0, 255, 0), new(0, 0, 132)], 4, 1, plain.ToArray());

        TestBmp masked = new()
        {
            Width = 2,
            Height = 1,
            Bits = 16,
            Compression = 3,
            Masks = [0xF800, 0x7E0, 0x1F],
            Data = [0xE0, 0x07, 0x1F, 0x08],
        };
        Pixels.AssertEqual([new(0, 255, 0), new(8, 0, 255)], 2, 1, masked.ToArray());
    }

    [Theory]
    [InlineData(40, 6)]
    [InlineData(56, 3)]
    [InlineData(108, 3)]
    [InlineData(124, 3)]
    public void Masks_of_32_bit_pixels_may_have_alpha_and_any_order(int headerLength, int compression)
    {
        TestBmp bmp = new()
        {
            HeaderLength = headerLength,
            Width = 1,
            Height = 1,
            Bits = 32,
            Compression = compression,
            Masks = [0xFF, 0xFF00, 0xFF0000, 0xFF000000],
            Data = [1, 2, 3, 4],
        };
        Pixels.AssertEqual([new(1, 2, 3, 4)], 1, 1, bmp.ToArray());
    }

    [Fact]
    public void A_channel_of_ten_bits_keeps_its_upper_eight()
    {
        TestBmp bmp = new()
        {
            Width = 1,
            Height = 1,
            Bits = 32,
            Compression = 3,
            Masks = [0x3FF00000, 0xFFC00, 0x3FF],
            Data = [.. BitConverter.GetBytes((0x3FFu << 20) | (0x200u << 10) | 7u)],
        };
        Pixels.AssertEqual([new(255, 128, 1)], 1, 1, bmp.ToArray());
    }

    [Theory]
    [InlineData(0, 0, 255, 255)] // No alpha anywhere: the byte is unused.
    [InlineData(0, 9, 0, 9)]
    public void The_fourth_byte_of_a_plain_pixel_is_alpha_if_any_is_set(byte first, byte second, byte a, byte b)
    {
        TestBmp bmp = new() { Width = 2, Height = -1, Bits = 32, Data = [3, 2, 1, first, 6, 5, 4, second] };
        Pixels.AssertEqual([new(1, 2, 3, a), new(4, 5, 6, b)], 2, 1, bmp.ToArray());
    }

    [Fact]
    public void Runs_of_8_bits_with_literals_and_jumps_are_expanded()
    {
        TestBmp bmp = new()
        {
            Width = 6,
            Height = 3,
            Bits = 8,
            Compression = 1,
            Palette = [0, 0, 10, 0, 0, 0, 20, 0, 0, 0, 30, 0],
            // A run of 2, 3 literals and a pad; a jump 2 right and 1 up; a run past the end of the row; the end.
            Data = [2, 1, 0, 3, 0, 1, 2, 99, 0, 0, 0, 2, 2, 1, 9, 2, 0, 1],
        };
        Rgba32 a = new(10, 0, 0), b = new(20, 0, 0), c = new(30, 0, 0);
        Pixels.AssertEqual(
            [
                Black, Black, c, c, c, c,
                Black, Black, Black, Black, Black, Black,
                b, b, a, b, c, Black,
            ],
            6, 3, bmp.ToArray());
    }

    [Fact]
    public void Runs_need_no_end_code_behind_the_last_row()
    {
        TestBmp bmp = new()
        {
            Width = 2,
            Height = 2,
            Bits = 8,
            Compression = 1,
            Palette = [0, 0, 10, 0, 0, 0, 20, 0],
            Data = [2, 0, 0, 0, 2, 1, 0, 0],
        };
        Rgba32 a = new(10, 0, 0), b = new(20, 0, 0);
        Pixels.AssertEqual([b, b, a, a], 2, 2, bmp.ToArray());
    }

    [Fact]
    public void Runs_of_4_bits_alternate_two_colours()
    {
        TestBmp bmp = new()
        {
            Width = 8,
            Height = 1,
            Bits = 4,
            Compression = 2,
            Palette = [0, 0, 10, 0, 0, 0, 20, 0, 0, 0, 30, 0],
            Data = [3, 0x12, 0, 5, 0x01, 0x20, 0x10, 99, 0, 1],
        };
        int[] indexes = [1, 2, 1, 0, 1, 2, 0, 1];
        Pixels.AssertEqual([.. indexes.Select(i => new Rgba32((byte)(10 * (i + 1)), 0, 0))], 8, 1, bmp.ToArray());
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_an_error()
    {
        TestBmp plain = new() { Width = 4, Height = 2, Bits = 24, Data = new byte[24] };
        TestBmp runs = new() { Width = 4, Height = 1, Bits = 8, Compression = 1, Data = [2, 0, 2, 0, 0, 1] };
        foreach (byte[] file in new[] { plain.ToArray(), runs.ToArray() })
        {
            for (int length = 0; length < file.Length; length++)
            {
                byte[] part = file[..length];
                Type expected = length < 2 ? typeof(UnknownImageFormatException) : typeof(InvalidImageContentException);
                Assert.IsType(expected, Record.Exception(() => Pixels.Load(part)));
            }
        }
    }

    [Theory]
    [InlineData(40, 100, 100, 24, 5)] // An embedded PNG.
    [InlineData(40, 100, 100, 3, 0)] // No such depth.
    [InlineData(40, 100, 100, 24, 1)] // Runs of 24 bits.
    [InlineData(40, 0, 100, 24, 0)]
    [InlineData(40, 100, int.MinValue, 24, 0)]
    [InlineData(40, -5, 100, 24, 0)]
    [InlineData(40, 100_000, 100_000, 24, 0)]
    [InlineData(40, 16_000, 16_000, 32, 0)]
    [InlineData(40, 16_000, 16_000, 8, 1)]
    [InlineData(17, 1, 1, 24, 0)]
    [InlineData(200, 1, 1, 24, 0)]
    public void A_header_that_cannot_be_right_fails_before_pixels_are_allocated(
        int headerLength, int width, int height, int bits, int compression)
    {
        byte[] file = new TestBmp
        {
            HeaderLength = headerLength,
            Width = width,
            Height = height,
            Bits = bits,
            Compression = compression,
            Data = new byte[200],
        }.ToArray();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidImageContentException>(() => Pixels.Load(file));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
    }

    [Fact]
    public void Identify_reads_the_size()
    {
        ImageInfo info = Image.Identify(new TestBmp { Width = 7, Height = -9, Bits = 24, Data = [] }.ToArray());
        Assert.Equal((7, 9), (info.Width, info.Height));
    }
}
