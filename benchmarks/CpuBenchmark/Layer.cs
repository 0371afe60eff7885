using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Benchmarks;

/// <summary>A convolution of a well-known network at its usual input size, with a rectifier.</summary>
/// <param name="Name">Network and layer.</param>
/// <param name="Channels">Input channels.</param>
/// <param name="Size">Height and width of the input.</param>
/// <param name="Outputs">Output channels.</param>
/// <param name="Kernel">Height and width of the kernel.</param>
/// <param name="Stride">Stride along both axes.</param>
/// <param name="Groups">Channel groups.</param>
/// <param name="Count">How often the network has such a layer.</param>
internal sealed record Layer(
    string Name, int Channels, int Size, int Outputs, int Kernel, int Stride = 1, int Groups = 1, int Count = 1)
{
    /// <summary>The layers that are timed.</summary>
    public static IReadOnlyList<Layer> All { get; } =
    [
        new("resnet50 conv1", 3, 224, 64, 7, 2),
        new("resnet50 2 1x1", 64, 56, 64, 1),
        new("resnet50 2 3x3", 64, 56, 64, 3, Count: 3),
        new("resnet50 2 out", 64, 56, 256, 1, Count: 4),
        new("resnet50 2 in", 256, 56, 64, 1, Count: 2),
        new("resnet50 3 in", 256, 56, 128, 1),
        new("resnet50 3 3x3/2", 128, 56, 128, 3, 2),
        new("resnet50 3 3x3", 128, 28, 128, 3, Count: 3),
        new("resnet50 3 out", 128, 28, 512, 1, Count: 4),
        new("resnet50 3 branch", 256, 56, 512, 1, 2),
        new("resnet50 3 1x1", 512, 28, 128, 1, Count: 3),
        new("resnet50 4 3x3", 256, 14, 256, 3, Count: 6),
        new("resnet50 4 out", 256, 14, 1024, 1, Count: 6),
        new("resnet50 4 1x1", 1024, 14, 256, 1, Count: 5),
        new("resnet50 4 branch", 512, 28, 1024, 1, 2),
        new("resnet50 5 3x3", 512, 7, 512, 3, Count: 3),
        new("resnet50 5 out", 512, 7, 2048, 1, Count: 3),
        new("resnet50 5 1x1", 2048, 7, 512, 1, Count: 2),
        new("resnet50 5 branch", 1024, 14, 2048, 1, 2),
        new("vgg 3x3 224", 64, 224, 64, 3),
        new("vgg 3x3 56", 256, 56, 256, 3),
        new("squeezenet conv1", 3, 224, 64, 3, 2),
        new("squeezenet squeeze", 128, 55, 16, 1),
        new("squeezenet expand", 16, 55, 64, 3),
        new("mobilenet depthwise 112", 32, 112, 32, 3, 1, 32),
        new("mobilenet depthwise 112/2", 96, 112, 96, 3, 2, 96),
        new("mobilenet depthwise 14", 576, 14, 576, 3, 1, 576),
        new("mobilenet project", 144, 56, 24, 1),
        new("mobilenet expand", 24, 56, 144, 1),
        new("yolo head", 512, 13, 425, 1),
        new("4 outputs", 128, 128, 4, 1),
        new("8 outputs", 128, 128, 8, 1),
        new("16 outputs", 128, 128, 16, 1),
    ];

    /// <summary>Multiply-accumulate operations.</summary>
    public double Macs => (double)OutputSize * OutputSize * Outputs * (Channels / Groups) * Kernel * Kernel;

    private int OutputSize => ((Size + (Kernel / 2 * 2) - Kernel) / Stride) + 1;

    /// <summary>Binds the layer to a backend, with random numbers.</summary>
    public IPlan Prepare(IBackend backend)
    {
        TensorShape x = [1, Channels, Size, Size];
        Tensor input = Random(x, 1);
        var model = new Model
        {
            Name = Name,
            Inputs = [new ValueInfo("x", DataType.Float32, default)],
            Outputs = ["y"],
            Nodes =
            [
                new Node("conv", new Conv(Window.Square(Kernel, Stride, Kernel / 2), Groups, Activation.Relu), ["x", "w", "b"], ["y"]),
            ],
            Constants = System.Collections.Immutable.ImmutableDictionary<string, Tensor>.Empty
                .Add("w", Random([Outputs, Channels / Groups, Kernel, Kernel], 2))
                .Add("b", Random([Outputs], 3)),
        };
        IPlan plan = backend.Prepare(GraphCompiler.Compile(
            model, new Dictionary<string, TensorInfo> { ["x"] = new(DataType.Float32, x) }));
        plan.SetInput(0, input);
        return plan;
    }

    private static Tensor<float> Random(TensorShape shape, int seed)
    {
        var random = new Random(seed);
        var tensor = new Tensor<float>(shape);
        foreach (ref float value in tensor.AsSpan())
            value = random.NextSingle() - 0.5f;
        return tensor;
    }
}
