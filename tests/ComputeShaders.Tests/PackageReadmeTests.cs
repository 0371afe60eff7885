using Silk.NET.OpenGL;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Frames;
using VisionPlugin.Testing;
using PixelFormat = VisionPlugin.Frames.PixelFormat;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>The sample code of the package's README, compiled; a test keeps the two equal.</summary>
public class PackageReadmeTests
{
    [Theory]
    [InlineData("Host")]
    [InlineData("Headless")]
    public void The_sample_code_of_the_package_is_this_code(string sample) =>
        DocSample.AssertShown("src/ComputeShaders/README.md", "tests/ComputeShaders.Tests/PackageReadmeTests.cs", sample);

    /// <summary>The first sample.</summary>
    internal static void Host(GL gl, uint texture, int width, int height)
    {
        // Host: begin
        using var backend = new GpuBackend(gl);
        using var detector = new ObjectDetector(VisionModel.Load("face.onnx"), backend);
        foreach (Detection found in detector.Process(GpuFrame.Texture(texture, width, height)))
            Console.WriteLine($"{detector.Card.LabelOf(found.ClassId)} {found.Score:P0} at {found.Box}");
        // Host: end
    }

    /// <summary>The second sample.</summary>
    internal static async Task<Detection[]> Headless(byte[] pixels, int width, int height)
    {
        // Headless: begin
        await using VisionRuntime runtime = VisionRuntime.CreateHeadless();
        await using RuntimeModel<Detection[]> faces = await runtime.CreateDetectorAsync(VisionModel.Load("face.onnx"));
        Detection[] found = await faces.ProcessAsync(pixels, width, height, PixelFormat.Rgba32);
        // Headless: end
        return found;
    }
}
