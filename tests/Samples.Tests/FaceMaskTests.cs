using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Testing;

namespace VisionPlugin.Samples.Tests;

public class FaceMaskTests(VirtualDisplay display) : IClassFixture<VirtualDisplay>
{
    [SkippableTheory]
    [InlineData("Glasses", "cpu")]
    [InlineData("Hat", "cpu")]
    [InlineData("Cat", "cpu")]
    [InlineData("Hero", "gpu")]
    public void Every_face_wears_its_mask_and_nothing_else_does(string mask, string backend)
    {
        TestPicture without = Run("None", "cpu"), with = Run(mask, backend);
        Detection[] faces = FindFaces(without);

        Assert.Equal(3, faces.Length);
        int[] drawn = new int[faces.Length];
        for (int i = 0; i < with.Rgba.Length; i += 4)
        {
            if (with.Rgba.AsSpan(i, 4).SequenceEqual(without.Rgba.AsSpan(i, 4)))
                continue;
            (float x, float y) = (i / 4 % with.Width, i / 4 / with.Width);
            int face = Array.FindIndex(faces, f => IsWorn(f.Box, x, y));
            Assert.True(face >= 0, $"{mask}: drawn at {x}, {y}, where no face is.");
            drawn[face]++;
        }

        // At least a twentieth of the face's box.
        Assert.All(faces.Zip(drawn), f => Assert.True(f.Second > f.First.Box.Area / 20, $"{f.First.Box}: {f.Second} pixels"));
    }

    [SkippableFact]
    public void Keys_change_the_mask_and_end_the_game()
    {
        using VirtualInput person = new(display.Require("libX11.so.6", "libXtst.so.6"));
        using var sample = SampleProgram.Start(display, "FaceMask", "--mask", "None");
        TestPicture seen = display.Capture();
        var deadline = DateTime.UtcNow.AddMinutes(2);
        while (!sample.HasEnded && DateTime.UtcNow < deadline && seen.Rgba.AsSpan().IndexOfAnyExcept((byte)0, (byte)255) < 0)
            seen = display.Capture();

        Press(person, '4');
        Press(person, 0xff1b);
        (int exitCode, string output, string errors) = sample.End();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Contains("with Hero, found ", output, StringComparison.Ordinal);
    }

    // A budget that any machine keeps: every frame is looked at, and the same faces are found in the same places.
    private TestPicture Run(string mask, string backend)
    {
        string file = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".png");
        using var sample = SampleProgram.Start(
            display, "FaceMask", "--frames", "40", "--budget", "10000", "--screenshot", file, "--mask", mask, "--backend", backend);

        (int exitCode, string output, string errors) = sample.End();

        Assert.Equal((0, ""), (exitCode, errors));
        Assert.Matches($"^40 frames, faces 1, 2, 3 with {mask}, found (?:[23].|40) times, on ", output);
        Assert.Equal(backend == "gpu", !output.Contains("read back", StringComparison.Ordinal));
        TestPicture picture = TestPicture.Load(file);
        File.Delete(file);
        return picture;
    }

    private static Detection[] FindFaces(TestPicture picture)
    {
        string model = Path.Combine(TestData.Repository, "models", "tiny_face_detector", "tiny_face_detector.onnx");
        using var backend = new CpuBackend();
        using var detector = new ObjectDetector(VisionModel.Load(model), backend);
        return detector.Process(picture.Frame).ToArray();
    }

    // Hats and ears are higher than the face, whiskers wider.
    private static bool IsWorn(Box face, float x, float y) =>
        x > face.X1 - (0.5f * face.Width) && x < face.X2 + (0.5f * face.Width)
        && y > face.Y1 - (1.6f * face.Height) && y < face.Y2 + (0.1f * face.Height);

    private static void Press(VirtualInput person, uint key)
    {
        person.Key(key, down: true);
        person.Key(key, down: false);
    }
}
