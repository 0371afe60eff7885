using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Testing.Heads;

namespace VisionPlugin.ComputeShaders.Tests.Results;

/// <summary>Networks of one's own, recognised and run on the GPU from the picture to the boxes.</summary>
public class OwnModelTests
{
    private static readonly PlantedObject[] Objects = [new(1, 0.9f, new Box(20, 60, 76, 100)), new(0, 0.8f, new Box(120, 80, 230, 170)),
        new(2, 0.7f, new Box(140, 60, 300, 250)), new(0, 0.6f, new Box(122, 82, 232, 172))];

    private static readonly Dictionary<string, Func<HeadGraph>> Models = new()
    {
        ["yolov5"] = () => PlantedModels.YoloV5(Objects),
        ["yolov8"] = () => PlantedModels.YoloV8(Objects),
        ["yolox"] = () => PlantedModels.YoloX(Objects),
        ["nanodet"] = () => PlantedModels.NanoDetPlus(Objects[..3]),
        ["end-to-end"] = () => PlantedModels.EndToEnd(Objects),
        ["ssd, channels last"] = () => PlantedModels.BlazeFace(new Box(20, 30, 70, 90), 0.9f, channelsLast: true, split: false),
    };

    public static TheoryData<string> Names => [.. Models.Keys];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void The_GPU_finds_what_the_CPU_finds(string name)
    {
        using GlDevice device = Gpu.Open(GlProfile.Core);
        using var gpu = new GpuBackend(device);
        using var cpu = new CpuBackend();
        VisionModel model = VisionModel.Recognize(ModelLoader.Load(Models[name]().ToBytes(), "own.onnx"));
        using ObjectDetector onGpu = new(model, gpu), onCpu = new(model, cpu);
        byte[] pixels = [.. Enumerable.Range(0, 400 * 300 * 3).Select(i => (byte)(i * 7))];
        var frame = new Frame(pixels, 400, 300, PixelFormat.Rgb24);
        Detection[] expected = onCpu.Process(frame).ToArray(), found = onGpu.Process(frame).ToArray();
        Assert.Equal(name.StartsWith("ssd", StringComparison.Ordinal) ? 1 : 3, found.Length);
        Assert.Equal(expected.Select(d => d.ClassId), found.Select(d => d.ClassId));
        for (int i = 0; i < found.Length; i++)
        {
            Assert.Equal(expected[i].Score, found[i].Score, 1e-4f);
            Assert.True(expected[i].Box.IoU(found[i].Box) > 0.999f, $"{expected[i].Box} and {found[i].Box}");
        }
    }
}
