using System.Text.Json;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.Samples.Tests;

public class ClassifyServiceTests
{
    private const int Width = 121, Height = 139;

    // A face that smiles, from the astronaut's picture.
    private static readonly TestPicture Face = Crop(165, 25);

    [Theory]
    [InlineData("rgba", PixelFormat.Rgba32)]
    [InlineData("bgr24", PixelFormat.Bgr24)]
    public void Every_frame_becomes_a_line_of_JSON(string format, PixelFormat bytes)
    {
        byte[] frame = Face.In(bytes, gap: 0).Pixels;

        (int exitCode, string output, string errors) = Run([.. frame, .. frame, .. frame], "--format", format, "--every");

        Assert.Equal(0, exitCode);
        Assert.Matches("^3 results of 3 frames in ", errors);
        JsonElement[] lines = [.. output.Split('\n').Select(l => JsonDocument.Parse(l).RootElement)];
        Assert.Equal([0, 1, 2], lines.Select(l => l.GetProperty("frame").GetInt32()));
        Assert.All(lines, l => Assert.Equal("happy", l.GetProperty("class").GetString()));
        Assert.All(lines, l => Assert.InRange(l.GetProperty("score").GetDouble(), 0.9, 1));
        Assert.All(lines, l => Assert.Equal(3, l.GetProperty("scores").EnumerateObject().Count()));
    }

    [Fact]
    public void Results_come_no_faster_than_asked_for()
    {
        byte[] frame = Face.In(PixelFormat.Gray8, gap: 0).Pixels;

        (int exitCode, string output, _) = Run(
            [.. Enumerable.Repeat(frame, 8).SelectMany(f => f)], "--format", "gray", "--every", "--rate", "20");

        Assert.Equal(0, exitCode);
        double[] times = [.. output.Split('\n').Select(l => JsonDocument.Parse(l).RootElement.GetProperty("time_ms").GetDouble())];
        Assert.Equal(8, times.Length);
        // Seven pauses of 50 ms, less what a timer may be early.
        Assert.True(times[^1] - times[0] > 300, string.Join(", ", times));
    }

    [Fact]
    public void A_stream_faster_than_the_results_is_looked_at_where_it_is()
    {
        byte[] frame = Face.In(PixelFormat.Rgb24, gap: 0).Pixels;

        (int exitCode, string output, string errors) = Run(
            [.. Enumerable.Repeat(frame, 200).SelectMany(f => f)], "--rate", "2");

        Assert.Equal(0, exitCode);
        Assert.EndsWith(" of 200 frames", errors.Split(" in ")[0], StringComparison.Ordinal);
        string[] lines = output.Split('\n');
        Assert.True(lines.Length < 200, errors);
        // The last frame is never left out.
        Assert.Equal(199, JsonDocument.Parse(lines[^1]).RootElement.GetProperty("frame").GetInt32());
    }

    [Fact]
    public void It_ends_after_as_many_results_as_asked_for()
    {
        byte[] frame = Face.In(PixelFormat.Rgb24, gap: 0).Pixels;

        (int exitCode, string output, _) = Run([.. frame, .. frame, .. frame], "--every", "--frames", "2");

        Assert.Equal(0, exitCode);
        Assert.Equal(2, output.Split('\n').Length);
    }

    [Theory]
    [InlineData(new[] { "--format", "rgba" }, "^The input ends within frame 0, after 50457 of its 67276 bytes\\. Are --width")]
    [InlineData(new[] { "--model", "none.onnx" }, "'none.onnx'")]
    public void What_is_wrong_is_said_in_one_line(string[] arguments, string message)
    {
        (int exitCode, string output, string errors) = Run(Face.In(PixelFormat.Rgb24, gap: 0).Pixels, arguments);

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Matches(message, errors);
        Assert.Single(errors.Split('\n'));
    }

    [Fact]
    public void Nothing_at_all_is_an_error()
    {
        (int exitCode, _, string errors) = Run([]);

        Assert.Equal((1, "The input has no frame. Pipe raw frames to the standard input."), (exitCode, errors));
    }

    private static (int ExitCode, string Output, string Errors) Run(byte[] input, params string[] arguments)
    {
        using var sample = SampleProgram.StartWithInput(
            input, "ClassifyService", ["--width", $"{Width}", "--height", $"{Height}", "--backend", "cpu", .. arguments]);
        return sample.End();
    }

    private static TestPicture Crop(int left, int top)
    {
        TestPicture whole = TestPicture.Load(Path.Combine(TestData.Repository, "models", "pictures", "astronaut.png"));
        byte[] rgba = [.. Enumerable.Range(top, Height).SelectMany(
            y => whole.Rgba.AsSpan(4 * ((y * whole.Width) + left), 4 * Width).ToArray())];
        return new TestPicture(Width, Height, rgba);
    }
}
