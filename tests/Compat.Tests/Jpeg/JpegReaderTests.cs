using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;

namespace VisionPlugin.Compat.Tests.Jpeg;

public class JpegReaderTests
{
    [Theory]
    [InlineData(8)]
    [InlineData(12)]
    public void Samples_of_8_and_12_bits_come_within_a_level(int precision)
    {
        int[] samples = Gradient(29, 19, precision);
        TestJpeg jpeg = new() { Width = 29, Height = 19, Precision = precision, Samples = [samples] };
        (_, _, Rgba32[] pixels) = Pixels.Load(jpeg.ToArray());
        for (int i = 0; i < samples.Length; i++)
            Assert.InRange(pixels[i].R - (samples[i] / Math.Pow(2, precision - 8)), -1.01, 1.01);
    }

    [Fact]
    public void A_height_behind_the_scan_is_found()
    {
        TestJpeg jpeg = new() { Width = 20, Height = 18, Samples = [Gradient(20, 18, 8)], LateHeight = true };
        TestJpeg plain = new() { Width = 20, Height = 18, Samples = jpeg.Samples };
        Pixels.AssertEqual(Pixels.Load(plain.ToArray()).Pixels, 20, 18, jpeg.ToArray());
    }

    // One flat colour: components 200, 90, 160.
    [Theory]
    [InlineData(true, null, false, 245, 190, 133)] // JFIF: YCbCr.
    [InlineData(false, null, false, 245, 190, 133)] // Nothing said: YCbCr.
    [InlineData(false, 1, true, 245, 190, 133)] // Adobe says YCbCr, whatever the names.
    [InlineData(false, 0, false, 200, 90, 160)] // Adobe says RGB.
    [InlineData(false, null, true, 200, 90, 160)] // The names say RGB.
    [InlineData(true, null, true, 245, 190, 133)] // JFIF knows no RGB.
    public void The_colour_space_follows_the_markers(bool jfif, int? adobe, bool namedRgb, byte r, byte g, byte b)
    {
        TestJpeg jpeg = new()
        {
            Width = 8,
            Height = 8,
            Samples = [Flat(200), Flat(90), Flat(160)],
            Jfif = jfif,
            AdobeTransform = (byte?)adobe,
            Ids = namedRgb ? [(byte)'R', (byte)'G', (byte)'B'] : [1, 2, 3],
        };
        Assert.All(Pixels.Load(jpeg.ToArray()).Pixels, pixel => Assert.Equal(new Rgba32(r, g, b), pixel));
    }

    [Theory]
    [InlineData(null, 100, 45, 80)] // C, M, Y times K / 255.
    [InlineData(0, 100, 45, 80)]
    [InlineData(2, 5, 33, 61)] // The inks are 255 less the RGB of the test above.
    public void Four_components_are_inverted_inks(int? adobe, byte r, byte g, byte b)
    {
        TestJpeg jpeg = new()
        {
            Width = 8,
            Height = 8,
            Samples = [Flat(200), Flat(90), Flat(160), Flat(128)],
            AdobeTransform = (byte?)adobe,
        };
        Rgba32 pixel = Pixels.Load(jpeg.ToArray()).Pixels[0];
        Assert.InRange(pixel.R, r - 1, r + 1);
        Assert.InRange(pixel.G, g - 1, g + 1);
        Assert.InRange(pixel.B, b - 1, b + 1);
    }

    [Fact]
    public void A_lost_restart_interval_costs_only_its_own_blocks()
    {
        byte[] file = Restarting(out Rgba32[] whole);
        (int start, int end) = Interval(file, 2);
        byte[] damaged = [.. file[..(start - 2)], .. file[(end - 2)..]];
        AssertSameOutside(whole, Pixels.Load(damaged).Pixels, 2);
    }

    [Fact]
    public void Garbage_in_a_restart_interval_costs_only_its_own_blocks()
    {
        byte[] file = Restarting(out Rgba32[] whole);
        (int start, int end) = Interval(file, 2);
        for (int i = start; i < end - 2; i++)
            file[i] = 0xFE; // No code starts with seven ones.
        AssertSameOutside(whole, Pixels.Load(file).Pixels, 2);
    }

    [Fact]
    public void What_comes_before_the_end_of_a_cut_off_file_is_decoded()
    {
        byte[] file = Restarting(out Rgba32[] whole);
        (int start, _) = Interval(file, 4);
        Rgba32[] part = Pixels.Load(file[..(start + 1)]).Pixels;
        Assert.Equal(whole[..(64 * 32)], part[..(64 * 32)]);
        Assert.All(part[(64 * 32)..], pixel => Assert.Equal(new Rgba32(128, 128, 128), pixel));
        Pixels.AssertEqual(whole, 64, 48, file[..^2]);
    }

    [Fact]
    public void A_file_cut_off_before_its_scan_is_an_error()
    {
        byte[] file = Restarting(out _);
        int scan = MarkerAt(file, 0xDA);
        for (int length = 3; length < scan + 8; length++)
        {
            byte[] part = file[..length];
            Assert.Throws<InvalidImageContentException>(() => Pixels.Load(part));
        }
    }

    [Theory]
    [InlineData(0xC3)] // Lossless.
    [InlineData(0xC9)] // Arithmetic.
    [InlineData(0xCA)] // Arithmetic, progressive.
    [InlineData(0xC5)] // Hierarchical.
    public void Other_coding_processes_are_named_in_the_error(int marker)
    {
        TestJpeg jpeg = new() { Width = 8, Height = 8, Samples = [Flat(1)], FrameMarker = (byte)marker };
        var error = Assert.Throws<InvalidImageContentException>(() => Pixels.Load(jpeg.ToArray()));
        Assert.Contains($"0x{marker:X2}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Missing_tables_are_an_error()
    {
        foreach (byte marker in new byte[] { 0xDB, 0xC4 })
        {
            byte[] file = new TestJpeg { Width = 8, Height = 8, Samples = [Flat(1)] }.ToArray();
            file[MarkerAt(file, marker) + 1] = 0xFE; // Now a comment.
            Assert.Throws<InvalidImageContentException>(() => Pixels.Load(file));
        }
    }

    [Fact]
    public void A_second_frame_a_component_named_twice_and_a_height_that_never_comes_are_errors()
    {
        byte[] file = new TestJpeg { Width = 8, Height = 8, Samples = [Flat(1), Flat(2), Flat(3)] }.ToArray();
        int frame = MarkerAt(file, 0xC1), tables = MarkerAt(file, 0xC4), scan = MarkerAt(file, 0xDA);
        byte[] twoFrames = [.. file[..tables], .. file[frame..]];
        byte[] twice = [.. file];
        twice[scan + 7] = twice[scan + 5];
        byte[] noHeight = [.. file];
        noHeight[frame + 6] = 0;
        foreach (byte[] damaged in new[] { twoFrames, twice, noHeight })
            Assert.Throws<InvalidImageContentException>(() => Pixels.Load(damaged));
    }

    [Theory]
    [InlineData("progressive-planes-422", 0xC4)]
    [InlineData("three-scans-422", 0xDA)]
    public void A_component_without_a_scan_is_neutral(string name, int nextMarker)
    {
        byte[] file = JpegAgreementTests.Read(name);
        byte[] firstScan = file[..MarkerAt(file, nextMarker, MarkerAt(file, 0xDA) + 2)];
        Rgba32[] pixels = Pixels.Load(firstScan).Pixels;
        Assert.All(pixels, pixel => Assert.True(pixel.R == pixel.G && pixel.G == pixel.B, pixel.ToString()));
        Assert.True(pixels.Distinct().Count() > 5);
    }

    [Fact]
    public void A_Huffman_table_with_too_many_codes_is_an_error()
    {
        byte[] file = new TestJpeg { Width = 8, Height = 8, Samples = [Flat(1)] }.ToArray();
        int counts = MarkerAt(file, 0xC4) + 5;
        (file[counts + 1], file[counts + 4]) = (16, 0);
        Assert.Throws<InvalidImageContentException>(() => Pixels.Load(file));
    }

    [Fact]
    public void A_small_file_that_promises_a_huge_picture_fails_before_allocating_it()
    {
        byte[] file = Restarting(out _);
        int frame = MarkerAt(file, 0xC1);
        foreach (byte high in new byte[] { 0x20, 0xFF })
        {
            (file[frame + 5], file[frame + 7]) = (high, high);
            long before = GC.GetAllocatedBytesForCurrentThread();
            Assert.Throws<InvalidImageContentException>(() => Pixels.Load(file));
            Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 1 << 20);
        }
    }

    [Fact]
    public void Endless_scans_are_an_error()
    {
        byte[] file = JpegAgreementTests.Read("progressive-gray");
        int scan = MarkerAt(file, 0xDA);
        int next = MarkerAt(file, 0xC4, scan + 2);
        byte[] first = file[scan..next];
        byte[] many = [.. file[..scan], .. Enumerable.Repeat(first, 300).SelectMany(bytes => bytes), .. file[next..]];
        Assert.Throws<InvalidImageContentException>(() => Pixels.Load(many));
    }

    /// <summary>64 x 48 pixels, a restart marker each row of 8 blocks.</summary>
    private static byte[] Restarting(out Rgba32[] pixels)
    {
        TestJpeg jpeg = new() { Width = 64, Height = 48, Samples = [Gradient(64, 48, 8)], RestartInterval = 8 };
        byte[] file = jpeg.ToArray();
        pixels = Pixels.Load(file).Pixels;
        return file;
    }

    /// <summary>Where the n-th interval's data starts, and where the data after its marker starts.</summary>
    private static (int Start, int End) Interval(byte[] file, int number) => (
        MarkerAt(file, 0xD0 + number - 1) + 2,
        MarkerAt(file, 0xD0 + number) + 2);

    private static void AssertSameOutside(Rgba32[] whole, Rgba32[] damaged, int interval)
    {
        int start = interval * 64 * 8, end = start + (64 * 8);
        Assert.Equal(whole[..start], damaged[..start]);
        Assert.NotEqual(whole[start..end], damaged[start..end]);
        Assert.Equal(whole[end..], damaged[end..]);
    }

    private static int MarkerAt(byte[] file, int marker, int start = 0)
    {
        ReadOnlySpan<byte> bytes = [0xFF, (byte)marker];
        return start + file.AsSpan(start).IndexOf(bytes);
    }

    private static int[] Flat(int value) => [.. Enumerable.Repeat(value, 64)];

    private static int[] Gradient(int width, int height, int precision)
    {
        double max = (1 << precision) - 1;
        return [.. Enumerable.Range(0, width * height).Select(i =>
            (int)(max * ((i % width) + (i / width)) / (width + height)))];
    }
}
