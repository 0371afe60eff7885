using Silk.NET.OpenGL;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Execution.Conformance;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using PixelFormat = VisionPlugin.Frames.PixelFormat;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>The samples in docs/ that no other test has, compiled.</summary>
public class DocsTests
{
    [Theory]
    [InlineData("getting-started", "Picture")]
    [InlineData("getting-started", "OnTheGpu")]
    [InlineData("getting-started", "AnyNetwork")]
    [InlineData("backends", "Choice")]
    [InlineData("backends", "Fallback")]
    [InlineData("backends", "Recorded")]
    [InlineData("porting-from-unity", "Porting")]
    [InlineData("troubleshooting", "Errors")]
    public void The_sample_is_this_code(string page, string sample) =>
        DocSample.AssertShown($"docs/{page}.md", "tests/ComputeShaders.Tests/DocsTests.cs", sample);

    internal static void Picture(byte[] pixels, int width, int height)
    {
        // Picture: begin
        using IBackend backend = new CpuBackend();
        using var detector = new ObjectDetector(VisionModel.Load("tiny_face_detector.onnx"), backend);
        foreach (Detection face in detector.Process(new Frame(pixels, width, height, PixelFormat.Rgb24)))
            Console.WriteLine($"{detector.Card.LabelOf(face.ClassId)} {face.Score:P0} at {face.Box.X1:F0}, {face.Box.Y1:F0}");
        // Picture: end
    }

    internal static void OnTheGpu()
    {
        // OnTheGpu: begin
        GpuBackends.Register();
        using IBackend backend = GpuBackends.CreateAuto(out string reason);
        Console.WriteLine($"{reason}: {backend.Description}");
        // OnTheGpu: end
    }

    internal static void AnyNetwork(IBackend backend, float[] values)
    {
        // AnyNetwork: begin
        Model model = ModelLoader.Load("network.onnx");
        using var worker = new Worker(model, backend);
        worker.SetInput("x", new Tensor<float>([1, 3, 224, 224], values));
        worker.Schedule();
        using Tensor<float> output = ((Tensor<float>)worker.PeekOutput("y")).ReadbackAndClone();
        // AnyNetwork: end
    }

    internal static void Choice(GL gl)
    {
        // Choice: begin
        using IBackend own = GpuBackends.CreateAuto(out string headless);             // a context of its own
        using IBackend inMine = GpuBackends.CreateInContext(gl, out string reason);   // in yours, which is current
        // Choice: end
    }

    internal static void Fallback(Model model, IBackend backend)
    {
        // Fallback: begin
        using var worker = new Worker(model, backend, new WorkerOptions { Fallback = FallbackMode.Cpu });
        worker.Prepare();
        Console.WriteLine(worker.Coverage);             // how many nodes are where, and why
        foreach (UnsupportedNode node in worker.Coverage!.OnFallback)
            Console.WriteLine($"{node.Node.Name}: {node.Reason}");
        // Fallback: end
    }

    internal static void Recorded(IBackend backend)
    {
        // Recorded: begin
        foreach (RecordedTest test in RecordedTest.Find("tests"))
            Console.WriteLine($"{test.Name}: {test.Run(backend).Outcome}");
        // Recorded: end
    }

    internal static async Task<float> Porting(string path, float[] pixels)
    {
        // Porting: begin
        Model model = ModelLoader.Load(path);                                   // ModelLoader.Load(modelAsset)
        using var worker = new Worker(model, BackendType.Cpu);                  // BackendType.CPU
        using var input = new Tensor<float>([1, 3, 224, 224], pixels);          // new TensorShape(1, 3, 224, 224)
        worker.Schedule(input);
        Tensor output = worker.PeekOutput();                                    // as Tensor<float>
        using Tensor copy = await output.ReadbackAndCloneAsync();
        float first = copy.AsSpan<float>()[0];                                  // copy[0]
        // Porting: end
        return first;
    }

    internal static void Errors(string path, IBackend backend)
    {
        // Errors: begin
        try
        {
            using var detector = new ObjectDetector(VisionModel.Load(path), backend);
            Use(detector);
        }
        catch (UnsupportedOperatorException e)
        {
            foreach (string node in e.Nodes)
                Console.Error.WriteLine(node);
        }
        catch (VisionException e)
        {
            Console.Error.WriteLine(e.Message);
        }
        // Errors: end
    }

    private static void Use(ObjectDetector detector) => Assert.NotNull(detector);
}
