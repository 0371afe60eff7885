using System.Text;
using SixLabors.ImageSharp;
using SixLabors.ImageSharp.PixelFormats;
using VisionPlugin.Testing;

namespace VisionPlugin.Compat.Tests.Jpeg;

/// <summary>Compares with what libjpeg-turbo decodes.</summary>
public class JpegAgreementTests
{
    private static readonly string DataFolder = Path.Combine(TestData.Repository, "tests", "Compat.Tests", "Data");

    internal static IEnumerable<string> FileNames { get; } =
        [.. Directory.GetFiles(DataFolder, "*.jpg").Select(path => Path.GetFileNameWithoutExtension(path)!).Order()];

    public static TheoryData<string> Names() => [.. FileNames];

    internal static byte[] Read(string name) => File.ReadAllBytes(Path.Combine(DataFolder, name + ".jpg"));

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_sample_equals_libjpegs(string name)
    {
        byte[] decoded = File.ReadAllBytes(Path.Combine(DataFolder, name + ".ppm"));
        (int width, int height, Rgba32[] expected) = ReadPnm(decoded);
        Pixels.AssertEqual(expected, width, height, Read(name));
    }

    [Fact]
    public void The_files_cover_every_kind_of_coding()
    {
        Assert.Equal(18, FileNames.Count());
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Identify_reads_the_size(string name)
    {
        ImageInfo info = Image.Identify(Read(name));
        Assert.Equal((53, 41), (info.Width, info.Height));
    }

    [SkippableFact]
    public void A_photograph_loads_with_its_size_and_colours()
    {
        string path = TestData.Require("images", "rocket.jpg");
        using Image<Rgba32> image = Image.Load<Rgba32>(path);
        Assert.Equal((640, 427), (image.Width, image.Height));
        Rgba32[] pixels = new Rgba32[640 * 427];
        image.CopyPixelDataTo(pixels);
        // Means by djpeg 2.1.5.
        Assert.Equal(52.2657, pixels.Average(p => (double)p.R), 1e-3);
        Assert.Equal(61.2943, pixels.Average(p => (double)p.G), 1e-3);
        Assert.Equal(82.2711, pixels.Average(p => (double)p.B), 1e-3);
    }

    /// <summary>Reads a binary PGM or PPM of 8 bits.</summary>
    private static (int Width, int Height, Rgba32[] Pixels) ReadPnm(byte[] file)
    {
        string[] header = Encoding.ASCII.GetString(file, 0, 20).Split('\n', 4);
        int[] size = [.. header[1].Split(' ').Select(int.Parse)];
        int channels = header[0] == "P5" ? 1 : 3;
        byte[] samples = file[^(size[0] * size[1] * channels)..];
        Rgba32[] pixels = [.. samples.Chunk(channels).Select(p => new Rgba32(p[0], p[channels / 2], p[^1]))];
        return (size[0], size[1], pixels);
    }
}
