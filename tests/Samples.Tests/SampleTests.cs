using System.Diagnostics;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.Samples.Tests;

/// <summary>The samples as a user runs them.</summary>
public class SampleTests(VirtualDisplay display) : IClassFixture<VirtualDisplay>
{
    public static TheoryData<string> Names => ["SpinningCubes", "BareHost", "FaceMask"];

    [SkippableTheory]
    [InlineData("cpu")]
    [InlineData("gpu")]
    public void Spinning_cubes_have_a_box_around_the_face(string backend)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");
        using var sample = SampleProgram.Start(
            display, "SpinningCubes", "--frames", "10", "--screenshot", file, "--backend", backend);

        (int exitCode, string output, string errors) = sample.End();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches("^10 frames, ([89]|10) with faces, on ", output);
        Assert.Equal(backend == "cpu", output.Contains("pictures are read back", StringComparison.Ordinal));
        PixelRect box = DrawnBox.Find(TestPicture.Load(file))!.Value;
        File.Delete(file);
        // The face in the middle cube's front, which has hardly turned yet.
        Assert.InRange(box.X + (box.Width / 2), 430, 540);
        Assert.InRange(box.Y + (box.Height / 2), 250, 320);
        Assert.InRange(box.Width, 70, 140);
        Assert.InRange(box.Height, 70, 140);
    }

    [SkippableFact]
    public void Escape_ends_spinning_cubes()
    {
        using VirtualInput person = new(display.Require("libX11.so.6", "libXtst.so.6"));
        using var sample = SampleProgram.Start(display, "SpinningCubes");
        WaitForBox(sample);

        person.Key(0xff1b, down: true);
        person.Key(0xff1b, down: false);

        Assert.Equal(0, sample.End().ExitCode);
    }

    [SkippableTheory]
    [InlineData("gpu")]
    [InlineData("cpu")]
    public void The_bare_host_has_a_box_around_the_face_in_its_window(string backend)
    {
        using var sample = SampleProgram.Start(display, "BareHost", "--frames", "100", "--backend", backend);

        AssertBox(sample, backend == "cpu" ? "read back from .*OpenGL 4" : "OpenGL 4");
    }

    [SkippableFact]
    public void The_bare_host_detects_in_a_window_without_compute_shaders()
    {
        // Mesa's drivers then are of that version; others may give a later one, with compute shaders.
        using var sample = SampleProgram.Start(
            display, [("MESA_GL_VERSION_OVERRIDE", "3.3")], "BareHost", "--frames", "100", "--opengl", "3.3");

        AssertBox(sample, "OpenGL");
    }

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void Without_a_display_there_is_one_line_of_explanation(string name)
    {
        using var sample = SampleProgram.StartWithoutDisplay(display, name, "--frames", "1");

        (int exitCode, string output, string errors) = sample.End();

        Assert.Equal((1, ""), (exitCode, output));
        Assert.Contains("display", errors, StringComparison.OrdinalIgnoreCase);
        Assert.Single(errors.Split('\n'));
    }

    private void AssertBox(SampleProgram sample, string backend)
    {
        PixelRect box = WaitForBox(sample);
        (int exitCode, string output, string errors) = sample.End();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches($"^100 frames, (9.|100) with faces, on .*{backend}", output);
        Assert.InRange(box.X + (box.Width / 2), 90, 250);
        Assert.InRange(box.Y + (box.Height / 2), 90, 170);
        Assert.InRange(box.Width, 80, 180);
        Assert.InRange(box.Height, 80, 180);
    }

    private PixelRect WaitForBox(SampleProgram sample)
    {
        var watch = Stopwatch.StartNew();
        while (!sample.HasEnded && watch.Elapsed.TotalMinutes < 2)
        {
            if (DrawnBox.Find(display.Capture()) is { } box)
                return box;
            Thread.Sleep(5);
        }

        Assert.Fail("No box was seen on the screen.");
        return default;
    }
}
