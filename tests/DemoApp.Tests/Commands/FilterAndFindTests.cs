using System.Text.Json;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Tests.Commands;

public sealed class FilterAndFindTests : IDisposable
{
    private readonly TempFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("cpu")]
    [InlineData("reference")]
    public void A_box_blurs_and_a_sobel_shows_only_its_edges(string backend)
    {
        var picture = new Picture(40, 20, [.. Enumerable.Range(0, 800).SelectMany(i => i % 40 < 20 ? new byte[] { 10, 20, 30, 255 } : [200, 180, 160, 255])]);
        string source = _folder["halves.png"], result = _folder["out.png"];
        picture.Save(source);
        Vision.Good("filter", source, "--kernel", "box3", "--out", result, "--backend", backend);
        Picture blurred = Picture.Load(result);
        Assert.Equal([10, 73, 137, 200], Row(blurred, 18, 22));
        Vision.Good("filter", source, "--kernel", "sobel-x", "--out", result, "--backend", backend);
        Assert.Equal([0, 255, 255, 0], Row(Picture.Load(result), 18, 22));
        JsonElement report = Vision.Good("filter", source, "-k", "sobel-y", "-o", result, "--border", "wrap", "--json", "--backend", backend).Json[0];
        Assert.Equal(("sobel-y", "wrap", backend), (report.GetProperty("kernel").GetString(), report.GetProperty("border").GetString(), report.GetProperty("backend").GetString()));
        Assert.All(Row(Picture.Load(result), 0, 40), v => Assert.Equal(0, v));
    }

    [Fact]
    public void A_part_of_a_picture_is_found_in_it()
    {
        string file = _folder["found.png"];
        JsonElement report = Vision.Good("find", $"{Samples.Astronaut}@200,80,50,60", Samples.Astronaut, "--backend", "cpu", "--out", file, "--json").Json[0];
        Assert.Equal([200, 80, 250, 140], report.GetProperty("box").EnumerateArray().Select(e => e.GetInt32()));
        Assert.InRange(report.GetProperty("score").GetDouble(), 0.999, 1.001);
        Picture scene = Picture.Load(Samples.Astronaut), drawn = Picture.Load(file);
        Assert.Equal((2 * scene.Width, scene.Height), (drawn.Width, drawn.Height));
        // The map glows where the middle of the template lies, and not far from there.
        Assert.True(drawn.Rgba[(4 * ((110 * drawn.Width) + scene.Width + 225)) + 0] > 240);
        Assert.True(drawn.Rgba[(4 * ((400 * drawn.Width) + scene.Width + 60)) + 0] < 140);
    }

    [Fact]
    public void It_is_found_at_another_scale()
    {
        Picture part = Picture.Load(Samples.Astronaut).Cut(new PixelRect(200, 80, 48, 56));
        byte[] half = [.. Enumerable.Range(0, 24 * 28).SelectMany(i => Enumerable.Range(0, 4).Select(c => Mean(part, i % 24, i / 24, c)))];
        string template = _folder["half.png"];
        new Picture(24, 28, half).Save(template);
        JsonElement report = Vision.Good("find", template, Samples.Astronaut, "--backend", "cpu", "--scales", "1,2,2.5", "--json").Json[0];
        Assert.Equal(2, report.GetProperty("scale").GetDouble());
        Assert.InRange(report.GetProperty("box")[0].GetInt32(), 199, 201);
        Assert.InRange(report.GetProperty("box")[1].GetInt32(), 79, 81);
    }

    [Fact]
    public void Nonsense_is_told()
    {
        string file = _folder["out.png"];
        Vision.Bad(["filter", Samples.Coffee, "--kernel", "sobol", "--out", file], "no kernel 'sobol'", "sobel-x");
        Vision.Bad(["filter", "absent.png", "--kernel", "box3", "--out", file], "absent.png");
        Vision.Bad(["find", $"{Samples.Coffee}@1,2,3", Samples.Coffee], "X,Y,WIDTH,HEIGHT");
        Vision.Bad(["find", $"{Samples.Coffee}@0,0,99999,3", Samples.Coffee], "600x400");
        Vision.Bad(["find", Samples.Coffee, $"{Samples.Coffee}", "--scales", "2", "--backend", "cpu"], "none of the scales");
        Vision.Bad(["find", Samples.Coffee, Samples.Coffee, "--scales", "one"], "0.5,1,2");
    }

    private static byte[] Row(Picture picture, int from, int to) => [.. Enumerable.Range(from, to - from).Select(x => picture.Rgba[4 * ((10 * picture.Width) + x)])];

    private static byte Mean(Picture p, int x, int y, int c) =>
        (byte)((At(p, 2 * x, 2 * y, c) + At(p, (2 * x) + 1, 2 * y, c) + At(p, 2 * x, (2 * y) + 1, c) + At(p, (2 * x) + 1, (2 * y) + 1, c) + 2) / 4);

    private static int At(Picture p, int x, int y, int c) => p.Rgba[(4 * ((y * p.Width) + x)) + c];
}
