using System.Reflection;
using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Control;
using static VisionPlugin.Testing.Control.Onnx;

namespace VisionPlugin.Tests.Onnx;

/// <summary>Each limit is held: a model that is loaded and run within the defaults is refused by a lower limit.</summary>
public class LimitTests
{
    // What a model like Busy needs less than, by property; and a part of the message.
    private static readonly Dictionary<string, (ModelLimits Limits, string Message)> Lower = new()
    {
        [nameof(ModelLimits.FileBytes)] = (new() { FileBytes = 100 }, "limit"),
        [nameof(ModelLimits.Nodes)] = (new() { Nodes = 1 }, "nodes"),
        [nameof(ModelLimits.GraphDepth)] = (new() { GraphDepth = 0 }, "graphs that lie in one another"),
        [nameof(ModelLimits.NodeInputs)] = (new() { NodeInputs = 1 }, "2 inputs of node 'conv'"),
        [nameof(ModelLimits.AttributeElements)] = (new() { AttributeElements = 3 }, "4 numbers in attribute 'pads'"),
        [nameof(ModelLimits.TextBytes)] = (new() { TextBytes = 10 }, "'names'"),
        [nameof(ModelLimits.NameLength)] = (new() { NameLength = 5 }, "name of"),
        [nameof(ModelLimits.Nesting)] = (new() { Nesting = 2 }, "nest"),
        [nameof(ModelLimits.Rank)] = (new() { Rank = 3 }, "axes"),
        [nameof(ModelLimits.TensorElements)] = (new() { TensorElements = 40 }, "limit of 40 elements"),
        [nameof(ModelLimits.ConstantBytes)] = (new() { ConstantBytes = 71 }, "limit of 71 bytes"),
        [nameof(ModelLimits.ActivationBytes)] = (new() { ActivationBytes = 127 }, "the limit is 127"),
        [nameof(ModelLimits.RunWork)] = (new() { RunWork = 500 }, "limit of 500"),
    };

    // Tested by what they are for: a run costs more without them, or a graph that is written out has no end.
    private static readonly string[] Elsewhere =
        [nameof(ModelLimits.FoldedElements), nameof(ModelLimits.FoldedWork), nameof(ModelLimits.UnrolledNodes)];

    public static TheoryData<string> Names => [.. Lower.Keys];

    [Fact]
    public void Every_limit_is_tested()
    {
        IEnumerable<string> all = typeof(ModelLimits).GetProperties(BindingFlags.Public | BindingFlags.Instance)
            .Select(p => p.Name);
        Assert.Equal(all.Order(), Lower.Keys.Concat(Elsewhere).Order());
    }

    [Fact]
    public void Every_limit_is_documented()
    {
        string page = File.ReadAllText(Path.Combine(TestData.Repository, "docs", "hostile-files.md"));
        Assert.All(Lower.Keys.Concat(Elsewhere), name => Assert.Contains($"`{name}`", page, StringComparison.Ordinal));
    }

    [Fact]
    public void The_model_runs_within_the_defaults() => Run(Busy(), ModelLimits.Default);

    [Theory]
    [MemberData(nameof(Names))]
    public void A_lower_limit_refuses_it(string limit)
    {
        ModelProto model = Busy();
        if (limit == nameof(ModelLimits.GraphDepth))
            model.Graph.Node.Add(SmallModel.Node("If", "if", ["y"], ["q"], SmallModel.Graph("then_branch", new())));
        (ModelLimits limits, string message) = Lower[limit];
        var error = Assert.ThrowsAny<VisionException>(() => Run(model, limits));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.IsNotType<UnsupportedOperatorException>(error);
    }

    [Theory]
    [InlineData(1L << 40, 1L << 40, 0)]
    [InlineData(100, 1L << 40, 1)]
    [InlineData(1L << 40, 100, 1)]
    public void Constants_are_folded_within_their_limits(long elements, long work, int nodes)
    {
        ModelProto proto = SmallModel.Empty();
        proto.Graph.Initializer.Add(SmallModel.Longs("size", 16, 16));
        proto.Graph.Node.Add(SmallModel.Node("ConstantOfShape", "fill", ["size"], ["y"]));
        proto.Graph.Output.Add(SmallModel.Value("y", OnnxTypes.Float));
        Model model = ModelLoader.Load(proto.ToByteArray());
        var limits = new ModelLimits { FoldedElements = elements, FoldedWork = work };
        CompiledGraph graph = GraphCompiler.Compile(model, new Dictionary<string, TensorInfo>(), limits);
        Assert.Equal(nodes, graph.Model.Nodes.Length);
    }

    [Fact]
    public void A_loop_that_does_not_end_is_refused()
    {
        ModelProto proto = Model(13, Graph("x", "y all",
            Node("Loop", "- - x", "y all", Body("body", ControlCases.Doubling("c")))), OnnxTypes.Float);
        using var worker = new Worker(ModelLoader.Load(proto.ToByteArray()), BackendType.Reference);
        var error = Assert.Throws<ShapeMismatchException>(() => worker.Schedule(new Tensor<float>([1])));
        Assert.Contains($"{ModelLimits.Default.UnrolledNodes:N0} nodes", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(40, "more than 100,000 nodes")]
    [InlineData(0, "deep")]
    public void Functions_that_grow_without_end_are_refused(int depth, string message)
    {
        ModelProto proto = Model(13, Graph("x", "y", Call($"f{depth}", "x", "y")), OnnxTypes.Float);
        // The first calls itself, or is the end of others that each call the one before twice.
        proto.Functions.Add(Function("f0", "v", "r", "", depth == 0 ? Call("f0", "v", "r") : Node("Neg", "v", "r")));
        for (int i = 1; i <= depth; i++)
            proto.Functions.Add(Function($"f{i}", "v", "r", "", Call($"f{i - 1}", "v", "w"), Call($"f{i - 1}", "w", "r")));
        var error = Assert.Throws<ModelFormatException>(() => ModelLoader.Load(proto.ToByteArray()));
        Assert.Contains(message, error.Message, StringComparison.Ordinal);
    }

    private static ModelProto Busy()
    {
        ModelProto model = SmallModel.ConvRelu();
        model.Graph.Node[0].Attribute.Add(SmallModel.Ints("pads", 0, 0, 0, 0));
        model.Graph.Node[1].Name = "activation";
        model.MetadataProps.Add(new StringStringEntryProto { Key = "names", Value = "{0: 'person'}" });
        model.Graph.Input[0] = SmallModel.Value("x", OnnxTypes.Float, 1, 1, 6, 7);
        model.Graph.Output[0] = SmallModel.Value("y", OnnxTypes.Float);
        return model;
    }

    private static void Run(ModelProto proto, ModelLimits limits)
    {
        string path = Path.Combine(Path.GetTempPath(), $"vision-limit-{Guid.NewGuid():N}.onnx");
        File.WriteAllBytes(path, proto.ToByteArray());
        try
        {
            Model model = ModelLoader.Load(path, limits);
            using var worker = new Worker(model, BackendType.Reference, new WorkerOptions { Limits = limits });
            worker.Schedule(new Tensor<float>([1, 1, 6, 7]));
        }
        finally
        {
            File.Delete(path);
        }
    }
}
