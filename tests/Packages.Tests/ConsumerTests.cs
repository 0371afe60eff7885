using System.Runtime.InteropServices;
using VisionPlugin.Testing;

namespace VisionPlugin.Packages.Tests;

/// <summary>A program that has nothing of this repository but the package and a model.</summary>
public class ConsumerTests(PackedLibrary packed) : IClassFixture<PackedLibrary>
{
    // The astronaut's face.
    private const string Found = @"^face 0\.[89]\d at 1\d\d, \d\d$";

    [Fact]
    public void A_program_restores_the_package_and_runs_a_model()
    {
        string folder = packed.CreateConsumer("consumer");

        (int exitCode, string output) = Dotnet.Run(
            folder, packed.Cache, ["build", $"-p:VisionPluginVersion={packed.Version}", "-o", "out"]);

        Assert.True(exitCode == 0, output);
        Assert.Matches(Found, Run(folder));
    }

    [SkippableFact]
    public void A_trimmed_program_needs_no_runtime_and_runs_a_model_without_a_warning_of_ours()
    {
        string folder = packed.CreateConsumer("trimmed");
        string[] options = [$"-p:VisionPluginVersion={packed.Version}", "-r", RuntimeInformation.RuntimeIdentifier, "-p:PublishTrimmed=true"];

        (int restored, string output) = Dotnet.Run(folder, packed.Cache, ["restore", .. options]);
        Requirement.SkipUnless(
            restored == 0 || !output.Contains("NU1101", StringComparison.Ordinal),
            "the package feed has no runtime or trimmer for this machine");
        Assert.True(restored == 0, output);
        (int exitCode, output) = Dotnet.Run(
            folder, packed.Cache, ["publish", "--no-restore", "--self-contained", "-o", "out", .. options]);

        Assert.True(exitCode == 0, output);
        Assert.Matches(Found, Run(folder));
        // One comes from the formatter of JSON in Google.Protobuf, which the plugin never runs.
        Assert.All(
            output.Split('\n').Where(l => l.Contains("analysis warning", StringComparison.Ordinal)),
            w => Assert.Contains("Google.Protobuf.JsonFormatter", w, StringComparison.Ordinal));
        // Google.Protobuf alone has 460 KB; what the program does not need of it is gone.
        Assert.InRange(new FileInfo(Path.Combine(folder, "out", "Google.Protobuf.dll")).Length, 1, 400_000);
    }

    private string Run(string folder)
    {
        string models = Path.Combine(TestData.Repository, "models");
        TestPicture picture = TestPicture.Load(Path.Combine(models, "pictures", "astronaut.png"));
        string pixels = Path.Combine(folder, "astronaut.rgba");
        File.WriteAllBytes(pixels, picture.Rgba);

        (int exitCode, string output) = Dotnet.Start(
            Path.Combine(folder, "out", "Consumer"), folder, packed.Cache,
            Path.Combine(models, "tiny_face_detector", "tiny_face_detector.onnx"), pixels, $"{picture.Width}", $"{picture.Height}");

        Assert.True(exitCode == 0, output);
        return output;
    }
}
