using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests;

/// <summary>The sample code of the package's README, compiled; a test keeps the two equal.</summary>
public class PackageReadmeTests
{
    [Fact]
    public void The_sample_code_of_the_package_is_this_code() =>
        DocSample.AssertShown("src/VisionPlugin/README.md", "tests/VisionPlugin.Tests/PackageReadmeTests.cs", "Package");

    /// <summary>The sample; run by hand, it needs a frame loop.</summary>
    internal static void Package(byte[] pixels, int width, int height)
    {
        // Package: begin
        using var backend = new CpuBackend();
        using var detector = new ObjectDetector(VisionModel.Load("face.onnx"), backend);    // and its card, face.vision.json

        // In the frame loop: a view of the pixels, wherever they are. Nothing is copied, nothing is allocated.
        var frame = new Frame(pixels, width, height, PixelFormat.Rgba32);
        foreach (Detection found in detector.Process(frame))
            Console.WriteLine($"{detector.Card.LabelOf(found.ClassId)} {found.Score:P0} at {found.Box}");
        // Package: end
    }
}
