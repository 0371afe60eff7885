using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>The README's sample code, compiled; a test keeps the two equal.</summary>
public class ReadmeTests
{
    [Theory]
    [InlineData("Embed")]
    [InlineData("Tensors")]
    public void The_sample_code_of_the_README_is_this_code(string sample) =>
        DocSample.AssertShown("README.md", "tests/ComputeShaders.Tests/ReadmeTests.cs", sample);

    /// <summary>The first sample; run by hand, it needs a frame loop.</summary>
    internal static void Embed(byte[] pixels, int width, int height)
    {
        // Embed: begin
        GpuBackends.Register();                                            // once, at start: Auto may then choose the GPU
        using IBackend backend = Backends.Create(BackendType.Auto);
        using var detector = new ObjectDetector(VisionModel.Load("models/centernet/centernet.onnx"), backend);

        // In the frame loop: a view of the pixels, wherever they are. Nothing is copied, nothing is allocated.
        var frame = new Frame(pixels, width, height, PixelFormat.Rgba32);
        foreach (Detection found in detector.Process(frame))
            Console.WriteLine($"{detector.Card.Labels[found.ClassId]} {found.Score:P0} at {found.Box}");
        // Embed: end
    }

    /// <summary>The second sample.</summary>
    internal static void Tensors(float[] pixels)
    {
        // Tensors: begin
        Model model = ModelLoader.Load("network.onnx");
        using var worker = new Worker(model, BackendType.Cpu);
        worker.Schedule(new Tensor<float>([1, 3, 224, 224], pixels));
        using Tensor output = worker.PeekOutput().ReadbackAndClone();
        // Tensors: end
    }
}
