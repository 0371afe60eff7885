using VisionPlugin.Analysis;
using VisionPlugin.Building;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>Classifiers with heads as exporters write them, and the check that a convolutional head is a sliding window.</summary>
public static class ConvolutionalHeads
{
    private const string ComputedShape = "a shape computed as PyTorch did";

    private static readonly Dictionary<string, Func<ModelBuilder, Layer, Layer>> Heads = new()
    {
        ["flatten, Gemm"] = (_, x) => x.Flatten().Linear(7).Relu().Dropout().Linear(5).Softmax(),
        ["Gemm stored as a matrix, scaled"] = (net, x) => net.Add(
            "fc", new Gemm(Alpha: 0.5f, Beta: 2), x.Flatten(), Random(net, [24, 5], 1), Random(net, [1, 5], 2)),
        ["Reshape, MatMul, Add"] = (net, x) => Sum(net, net.Add("fc", new MatMul(), x.Reshape([-1, 24]), Random(net, [24, 5], 1)), [5], "sum"),
        ["channels last"] = (net, x) => Sum(net, net.Add("fc", new MatMul(),
            net.Add("last", new Transpose([0, 2, 3, 1]), x).Reshape([-1, 24]), Random(net, [24, 5], 1)), [1, 5], "sum").Softmax(),
        ["reshaped twice"] = (_, x) => x.Reshape([0, 6, -1]).Reshape([0, -1]).Linear(5).BatchNorm().Tanh().Linear(4),
        ["global mean, Gemm"] = (_, x) => x.GlobalAveragePool().Flatten().Linear(5),
        ["global maximum, 1x1 convolution"] = (_, x) => x.GlobalMaxPool().Conv2d(5, 1).Relu().Reshape([-1, 5]),
        ["1x1 convolution, global mean"] = (_, x) => x.Conv2d(5, 1).GlobalAveragePool().Reshape([-1, 5]).Softmax(),
        ["mean with channels last"] = (net, x) => net.Add("mean", new Reduce(ReduceFunction.Mean, KeepDims: false),
            net.Add("last", new Transpose([0, 2, 3, 1]), x), Axes(net, 1, 2)).Linear(5),
        ["squeezed mean"] = (net, x) => net.Add("squeezed", new Squeeze(), x.GlobalAveragePool(), Axes(net, 2, 3)).Linear(5).Softmax(),
        ["scaled by channels"] = (net, x) => net.Add("scaled", new Binary(BinaryFunction.Mul), Random(net, [1, 7], 3), x.Flatten().Linear(7)).Linear(5),
        ["branches that meet"] = (net, x) => Joined(x.Flatten().Linear(5, name: "left"), x.Flatten().Linear(5, name: "right").Sigmoid()),
        ["a residual of vectors"] = (_, x) => x.Flatten().Linear(5).Residual(y => y.Linear(5).Relu()),
    };

    /// <summary>Names of the cases, for <c>MemberData</c>.</summary>
    public static TheoryData<string> Names => [.. Heads.Keys, ComputedShape, "lenet5", "mnist1d-conv", "mnist1d-fc"];

    /// <summary>A classifier; its weights are such that no term is without effect.</summary>
    public static Model Create(string name)
    {
        if (name == ComputedShape)
            return WithComputedShape(Create("flatten, Gemm"));
        if (!Heads.TryGetValue(name, out Func<ModelBuilder, Layer, Layer>? head))
            return ZooModels.Create(name);
        var net = new ModelBuilder(name, new SeededWeights(1, 0.1f));
        // 13 x 11 becomes 6 maps of 2 x 2, without padding: steps of 4.
        Layer x = net.Input([1, 3, 13, 11]).Conv2d(4, 3, stride: 2).Relu().MaxPool(2, 1).Conv2d(6, (3, 2), stride: 2);
        return net.Build(head(net, x));
    }

    /// <summary>
    /// Compares every element that a network with a convolutional head gives for a larger picture with what the network as it
    /// was says of that part, on one backend.
    /// </summary>
    public static void CheckSlidingWindow(Model model, Model dense, IBackend backend, int batch = 1)
    {
        TensorShape window = ZooModels.InputShape(model, batch), large = window;
        for (int axis = 2; axis < window.Rank; axis++)
            large = large.With(axis, window[axis] + 9 + axis);
        Tensor<float> picture = RandomTensor.Uniform(large, 5);
        Tensor<float> map = Run(dense, backend, picture);
        int[] steps = StepsOf(dense, large);
        TensorShape places = [.. map.Shape.Sizes[2..]];
        Assert.True(places.Length > 1, $"There is one place only in {map}.");
        var found = new Tensor<float>([map.Shape[0], map.Shape[1], places.Length]);
        using var worker = new Worker(model, backend);
        foreach ((int place, int[] at) in Indices(places).Index())
        {
            worker.Schedule(Cut(picture, window, [.. at.Select((a, i) => a * steps[i])]));
            ReadOnlySpan<float> scores = worker.PeekOutput().ReadbackAndClone().AsSpan<float>();
            for (int i = 0; i < scores.Length; i++)
                found.AsSpan()[(i * places.Length) + place] = scores[i];
        }

        TensorAssert.Equal(found.Reshape(map.Shape), map, 1e-5, 1e-4, model.Name);
    }

    /// <summary>Runs a network of one input and one output.</summary>
    public static Tensor<float> Run(Model model, IBackend backend, Tensor<float> input)
    {
        using var worker = new Worker(model, backend);
        worker.Schedule(input);
        return (Tensor<float>)worker.PeekOutput().ReadbackAndClone();
    }

    private static int[] StepsOf(Model dense, TensorShape input)
    {
        CompiledGraph graph = GraphCompiler.Compile(dense, ModelInputs.Describe(dense, new Dictionary<string, TensorShape> { [dense.Inputs[0].Name] = input }));
        return [.. ReceptiveFields.Of(graph)[dense.Outputs[0]].Axes.Select(a => (int)a.Step)];
    }

    private static Tensor<float> Cut(Tensor<float> picture, TensorShape window, int[] start)
    {
        var part = new Tensor<float>(window);
        foreach ((int i, int[] at) in Indices(window).Index())
        {
            int from = 0;
            for (int axis = 0; axis < at.Length; axis++)
                from = (from * picture.Shape[axis]) + at[axis] + (axis < 2 ? 0 : start[axis - 2]);
            part.AsSpan()[i] = picture.AsSpan()[from];
        }

        return part;
    }

    private static IEnumerable<int[]> Indices(TensorShape shape)
    {
        int[] at = new int[shape.Rank];
        for (int i = 0; i < shape.Length; i++)
        {
            for (int axis = shape.Rank - 1, rest = i; axis >= 0; rest /= shape[axis], axis--)
                at[axis] = rest % shape[axis];
            yield return at;
        }
    }

    private static Layer Random(ModelBuilder net, TensorShape shape, int seed) => net.Constant(RandomTensor.Uniform(shape, seed));

    private static Layer Axes(ModelBuilder net, params long[] axes) => net.Constant(new Tensor<long>([axes.Length], axes), "axes");

    private static Layer Sum(ModelBuilder net, Layer x, TensorShape bias, string name) =>
        net.Add(name, new Binary(BinaryFunction.Add), x, Random(net, bias, 2));

    private static Layer Joined(Layer left, Layer right) => left.Concat([right]).Linear(4);

    // x.view(x.size(0), -1): what is computed of shapes is known once the input's is.
    private static Model WithComputedShape(Model model)
    {
        Node flatten = model.Nodes.Single(n => n.Operator is Flatten);
        Node[] nodes =
        [
            new("shape", new Shape(), flatten.Inputs, ["shape"]),
            new("size", new Gather(0), ["shape", "zero"], ["size"]),
            new("target", new Concat(0), ["size", "rest"], ["target"]),
            flatten with { Operator = new Reshape(), Inputs = [flatten.Inputs[0], "target"] },
        ];
        return model with
        {
            Nodes = [.. model.Nodes.SelectMany(n => n == flatten ? nodes : [n])],
            Constants = model.Constants.Add("zero", new Tensor<long>([1], [0])).Add("rest", new Tensor<long>([1], [-1])),
        };
    }
}
