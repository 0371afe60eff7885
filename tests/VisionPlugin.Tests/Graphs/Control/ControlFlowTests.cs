using Google.Protobuf;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Control;
using static VisionPlugin.Testing.Control.Onnx;

namespace VisionPlugin.Tests.Graphs.Control;

public class ControlFlowTests
{
    public static TheoryData<string> Cases => ControlCases.Names;

    [Theory]
    [MemberData(nameof(Cases))]
    public void Folds_away_when_the_graph_is_compiled(string name)
    {
        using var reference = new ReferenceBackend();
        ControlCases.Find(name).Check(reference, new WorkerOptions { Optimize = false });
        using var cpu = new CpuBackend(2);
        ControlCases.Find(name).Check(cpu);
    }

    [Fact]
    public void The_branch_changes_with_the_shape_and_with_an_input()
    {
        using var worker = new Worker(ControlCases.Find("an input takes a branch").Model, BackendType.Cpu);
        var condition = new Tensor<bool>([], [true]);
        worker.SetInput("c", condition);
        worker.Schedule(Vector(4));
        Assert.Equal(14, worker.PeekOutput().AsSpan<float>()[0]);
        condition.AsSpan()[0] = false;
        worker.Schedule(Vector(4));
        Assert.Equal(2, worker.PeekOutput().AsSpan<float>()[0]);

        using var byShape = new Worker(ControlCases.Find("the shape of the input takes the first branch").Model, BackendType.Cpu);
        foreach (int length in new[] { 3, 2, 3 })
        {
            byShape.Schedule(RandomTensor.Uniform([length], 1, 1, 1));
            Assert.Equal(length == 3 ? 11 : 0.5f, byShape.PeekOutput().AsSpan<float>()[0]);
        }
    }

    [Fact]
    public void What_data_decides_is_an_error_that_names_the_node_and_what_decides_it()
    {
        Refuses(ControlCases.Branches(Floats("limit", 0), Node("ReduceMax", "x", "max", Int("keepdims", 0)),
            Node("Greater", "max limit", "c")), "if_y (If)", "condition 'c'");
        Refuses(LoopModel("n - x", ControlCases.Doubling("c"), Node("ReduceMax", "x", "max", Int("keepdims", 0)),
            Node("Cast", "max", "n", Int("to", OnnxTypes.Int64))), "loop_y_all (Loop)", "number of iterations 'n'");
        Refuses(LoopModel("- - x", ControlCases.Doubling("on", Floats("limit", 100), Node("ReduceMax", "v", "max", Int("keepdims", 0)),
            Node("Less", "max limit", "on"))), "loop_y_all (Loop)", "condition");

        static void Refuses(ModelProto proto, params string[] parts)
        {
            var error = Assert.Throws<UnsupportedOperatorException>(() => Run(proto, new Tensor<float>([2000])));
            string node = Assert.Single(error.Nodes);
            Assert.All(parts, part => Assert.Contains(part, node, StringComparison.Ordinal));
        }
    }

    [Fact]
    public void A_loop_that_does_not_end_reaches_a_limit()
    {
        var error = Assert.Throws<ShapeMismatchException>(() => Run(LoopModel("- - x", ControlCases.Doubling("c")), Vector(1)));
        Assert.Contains("loop_y_all (Loop)", error.Message, StringComparison.Ordinal);
        Assert.Contains("100,000", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Bodies_that_are_not_valid_are_errors()
    {
        Broken(Model(13, Graph("x", "y", Bool("c", true), Node("If", "c", "y",
            Body("then_branch", Graph("", "r", Node("Neg", "nowhere", "r"))),
            Body("else_branch", Graph("", "r", Node("Neg", "x", "r"))))), OnnxTypes.Float), "nowhere");
        Broken(Model(13, Graph("x", "y", Bool("c", true), Node("If", "c", "y",
            Body("then_branch", Graph("", "r", Node("Neg", "x", "r"))))), OnnxTypes.Float), "else_branch");
        Broken(LoopModel("n - x", Graph("i c", "c", Node("Neg", "i", "d"))), "body");
        Broken(Model(13, Graph("x", "y", Node("Scan", "x", "y", Int("num_scan_inputs", 2),
            Body("body", Graph("a", "b", Node("Neg", "a", "b"))))), OnnxTypes.Float), "2 of its 1 inputs");
        Broken(LoopModel("n - x", Graph("i c v", "c w s", Node("Neg", "w", "s"), Node("Neg", "s", "w"))), "cycle");
    }

    [Fact]
    public void Functions_that_call_themselves_or_grow_without_end_are_errors()
    {
        ModelProto model = Model(13, Graph("x", "y", Call("f0", "x", "y")), OnnxTypes.Float);
        model.Functions.Add(Function("f0", "v", "r", "", Call("f0", "v", "r")));
        Broken(model, "64 deep");
        model.Functions.Clear();
        for (int i = 0; i < 40; i++)
            model.Functions.Add(Function($"f{i}", "v", "r", "", Call($"f{i + 1}", "v", "a"), Call($"f{i + 1}", "a", "r")));
        model.Functions.Add(Function("f40", "v", "r", "", Node("Neg", "v", "r")));
        Broken(model, "100,000");
        model.Functions.Clear();
        model.Functions.Add(Function("f0", "v", "r", "", Node("Add", "v x", "r")));
        Broken(model, "'x'");
        model.Functions[0] = Function("f0", "v", "r s", "", Node("Neg", "v", "r"));
        Broken(model, "'s'");
        model.Functions[0] = Function("f0", "", "r", "", Floats("r", 1));
        Broken(model, "1 inputs");
    }

    private static ModelProto LoopModel(string inputs, GraphProto body, params NodeProto[] before) =>
        Model(13, Graph("x", "y all", [.. before, Node("Loop", inputs, "y all", Body("body", body))]), OnnxTypes.Float);

    private static void Broken(ModelProto proto, string part)
    {
        var error = Assert.Throws<ModelFormatException>(() => ModelLoader.Load(proto.ToByteArray()));
        Assert.Contains(part, error.Message, StringComparison.Ordinal);
    }

    private static void Run(ModelProto proto, Tensor input)
    {
        using var worker = new Worker(ModelLoader.Load(proto.ToByteArray()), BackendType.Reference);
        worker.Schedule(input);
    }
}
