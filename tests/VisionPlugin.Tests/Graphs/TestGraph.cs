using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Graphs;

/// <summary>Builds a graph node by node; every call returns the name of a value.</summary>
internal sealed class TestGraph
{
    private readonly Dictionary<string, TensorInfo> _inputs = [];
    private readonly Dictionary<string, Tensor> _constants = [];
    private readonly List<Node> _nodes = [];

    /// <summary>An input of single precision.</summary>
    public string Input(TensorShape shape)
    {
        string name = $"x{_inputs.Count}";
        _inputs[name] = new TensorInfo(DataType.Float32, shape);
        return name;
    }

    /// <summary>A constant.</summary>
    public string Constant(Tensor tensor)
    {
        string name = $"k{_constants.Count}";
        _constants[name] = tensor;
        return name;
    }

    /// <summary>A constant of one number.</summary>
    public string Constant(float value) => Constant(new Tensor<float>([], [value]));

    /// <summary>A list of integers.</summary>
    public string List(params long[] values) => Constant(new Tensor<long>([values.Length], values));

    /// <summary>A constant of random numbers.</summary>
    public string Random(TensorShape shape, float low = -1, float high = 1) =>
        Constant(RandomTensor.Uniform(shape, 1000 + _constants.Count, low, high));

    /// <summary>A node with one output.</summary>
    public string Add(Operator op, params string[] inputs)
    {
        string output = $"v{_nodes.Count}";
        _nodes.Add(new Node($"n{_nodes.Count}", op, [.. inputs], [output]));
        return output;
    }

    /// <summary>An element-wise function.</summary>
    public string Unary(UnaryFunction function, string x, float alpha = 0, float beta = 0) =>
        Add(new Unary(new Activation(function, alpha, beta)), x);

    /// <summary>A function of two values.</summary>
    public string Binary(BinaryFunction function, string a, string b) => Add(new Binary(function), a, b);

    /// <summary>A convolution with random weights.</summary>
    public string Conv(string x, int inputs, int outputs, int kernel = 3, int groups = 1, bool bias = true)
    {
        string weights = Random([outputs, inputs / groups, kernel, kernel]);
        var conv = new Conv(Window.Square(kernel, pad: kernel / 2), groups);
        return bias ? Add(conv, x, weights, Random([outputs])) : Add(conv, x, weights);
    }

    /// <summary>A batch normalisation with random statistics.</summary>
    public string BatchNorm(string x, int channels) => Add(new BatchNormalization(),
        x, Random([channels]), Random([channels]), Random([channels]), Random([channels], 0.5f, 2));

    /// <summary>The compiled graph, not optimised.</summary>
    public CompiledGraph Compile(params string[] outputs)
    {
        var model = new Model
        {
            Name = "test",
            Inputs = [.. _inputs.Select(i => new ValueInfo(i.Key, i.Value.DataType, default))],
            Outputs = [.. outputs],
            Nodes = [.. _nodes],
            Constants = _constants.ToImmutableDictionary(),
        };
        return GraphCompiler.Compile(model, _inputs);
    }

    /// <summary>
    /// Optimises a graph and checks that outputs stay the same on random inputs, and shapes what their nodes infer.
    /// </summary>
    /// <returns>The optimised graph.</returns>
    public static CompiledGraph CheckOptimized(CompiledGraph graph, Func<CompiledGraph, CompiledGraph>? optimize = null)
    {
        CompiledGraph optimized = (optimize ?? GraphOptimizer.Optimize)(graph);
        foreach (Node node in optimized.Model.Nodes)
        {
            TensorInfo[] inferred = node.Operator.InferShapes(optimized.InputsOf(node));
            foreach ((string name, TensorInfo info) in node.Outputs.Zip(inferred).Where(o => o.First.Length > 0))
                Assert.Equal(info with { Value = null }, optimized.Values[name] with { Value = null });
        }

        Assert.Equal(graph.Model.Inputs, optimized.Model.Inputs);
        Assert.Equal(graph.Model.Outputs, optimized.Model.Outputs);
        Tensor[] inputs =
        [
            .. graph.Model.Inputs.Select((input, i) => RandomTensor.Uniform(graph.Values[input.Name].Shape, i, -4, 4)),
        ];
        Tensor[] expected = Run(graph, inputs), actual = Run(optimized, inputs);
        for (int i = 0; i < expected.Length; i++)
            TensorAssert.Equal(expected[i], actual[i], 1e-4, 1e-4, $"output {graph.Model.Outputs[i]}");
        return optimized;
    }

    private static Tensor[] Run(CompiledGraph graph, Tensor[] inputs)
    {
        using var backend = new ReferenceBackend();
        using IPlan plan = backend.Prepare(graph);
        for (int i = 0; i < inputs.Length; i++)
            plan.SetInput(i, inputs[i]);
        for (int step = 0; step < plan.StepCount; step++)
            plan.RunStep(step);
        return [.. Enumerable.Range(0, graph.Model.Outputs.Length).Select(plan.PeekOutput)];
    }
}
