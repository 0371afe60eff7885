using VisionPlugin.Onnx;
using VisionPlugin.Tensors;
using static VisionPlugin.Testing.Control.Onnx;

namespace VisionPlugin.Testing.Control;

/// <summary>Branches, loops, scans and functions; the examples of ONNX's own tests among them.</summary>
public static class ControlCases
{
    private static readonly Tensor<long> Three = new([], [3]);

    /// <summary>All cases.</summary>
    public static IReadOnlyList<ControlCase> All { get; } =
    [
        new("a constant condition takes the first branch", Branches(Bool("c", true)), [Vector(1, -2)], Vector(11, 8)),
        new("a constant condition takes the second branch", Branches(Bool("c", false)), [Vector(1, -2)], Vector(0.5f, -1)),
        new("the shape of the input takes the first branch", Branches([.. IsLong(3)]), [Vector(1, 2, 3)], Vector(11, 12, 13)),
        new("the shape of the input takes the second branch", Branches([.. IsLong(3)]), [Vector(1, 2)], Vector(0.5f, 1)),
        new("an input takes a branch", Model(13, Graph("x c", "y", BranchNode()), OnnxTypes.Float, OnnxTypes.Bool),
            [Vector(4), new Tensor<bool>([], [true])], Vector(14)),
        new("test_loop11", Loop11(), [Three, new Tensor<bool>([], [true]), Vector(-2)], Vector(4), new Tensor<float>([3, 1], [-1, 1, 4])),
        new("a loop ends by its condition", While(), [Vector(1)], Vector(8), new Tensor<float>([3, 1], [2, 4, 8])),
        new("a loop without iterations gives what it carries", Model(13, Graph("x n", "y",
                Node("Loop", "n - x", "y", Body("body", Graph("i c v", "c w", Node("Neg", "v", "w"))))), OnnxTypes.Float, OnnxTypes.Int64),
            [Vector(5), new Tensor<long>([], [0])], Vector(5)),
        new("a loop without iterations stacks nothing", Model(13, Graph("x n", "y all",
                Node("Loop", "n - x", "y all", Body("body", Doubling("c")))), OnnxTypes.Float, OnnxTypes.Int64),
            [Vector(5, 6), new Tensor<long>([], [0])], Vector(5, 6), new Tensor<float>([0, 2])),
        new("bodies in bodies see all values outside", Nested(), [Vector(1, 2)], Vector(24, 28)),
        new("test_scan9_sum", Model(9, Graph("s x", "t y", Scan("s x", "t y", 1)), OnnxTypes.Float, OnnxTypes.Float),
            [Vector(0, 0), Matrix(3, 2, 1, 2, 3, 4, 5, 6)], Vector(9, 12), Matrix(3, 2, 1, 2, 4, 6, 9, 12)),
        new("test_scan_sum", Model(8, Graph("s x", "t y", Scan("- s x", "t y", 1)), OnnxTypes.Float, OnnxTypes.Float),
            [Matrix(1, 2, 0, 0), new Tensor<float>([1, 3, 2], [1, 2, 3, 4, 5, 6])],
            Matrix(1, 2, 9, 12), new Tensor<float>([1, 3, 2], [1, 2, 4, 6, 9, 12])),
        new("a scan over a batch", Model(8, Graph("s x", "t y", Scan("- s x", "t y", 1)), OnnxTypes.Float, OnnxTypes.Float),
            [Matrix(2, 1, 0, 10), new Tensor<float>([2, 2, 1], [1, 2, 3, 4])],
            Matrix(2, 1, 3, 17), new Tensor<float>([2, 2, 1], [1, 3, 13, 17])),
        new("a scan backwards along the last axis", Model(11, Graph("s x", "t y", Scan("s x", "t y", 1,
                Ints("scan_input_axes", -1), Ints("scan_input_directions", 1), Ints("scan_output_axes", 1),
                Ints("scan_output_directions", 1))), OnnxTypes.Float, OnnxTypes.Float),
            [Vector(0, 0), Matrix(2, 3, 1, 2, 3, 4, 5, 6)], Vector(6, 15), Matrix(2, 3, 6, 5, 3, 15, 11, 6)),
        new("functions with attributes, defaults and absent inputs", Functions(), [Vector(-1, 2)], Vector(-3, 6), Vector(-0.01f, 2),
            Vector(0, 2)),
    ];

    /// <summary>The names of all cases, for <c>MemberData</c>.</summary>
    public static TheoryData<string> Names => [.. All.Select(c => c.Name)];

    /// <summary>A case by its name.</summary>
    public static ControlCase Find(string name) => All.Single(c => c.Name == name);

    /// <summary>y = c ? x + 10 : x / 2; both bodies call their values alike.</summary>
    internal static NodeProto BranchNode() => Node("If", "c", "y",
        Body("then_branch", Graph("", "r", Floats("k", 10), Node("Add", "x k", "r"))),
        Body("else_branch", Graph("", "r", Floats("k", 2), Node("Div", "x k", "r"))));

    /// <summary>The same after nodes that compute c.</summary>
    internal static ModelProto Branches(params NodeProto[] condition) =>
        Model(13, Graph("x", "y", [.. condition, BranchNode()]), OnnxTypes.Float);

    /// <summary>A body that doubles a value for as long as it is said to go on.</summary>
    internal static GraphProto Doubling(string goesOn, params NodeProto[] nodes) =>
        Graph("i c v", $"{goesOn} w s", [.. nodes, Node("Add", "v v", "w"), Node("Identity", "w", "s")]);

    private static IEnumerable<NodeProto> IsLong(long length) =>
        [Node("Shape", "x", "shape"), Longs("length", length), Node("Equal", "shape length", "c")];

    // y = y + x[i] for x = 1 2 3; the sums are stacked.
    private static ModelProto Loop11() => Model(11, Graph("n c y", "last all", Node("Loop", "n c y", "last all",
        Body("body", Graph("i go in", "on out sum", Node("Identity", "go", "on"), Floats("x", 1, 2, 3), LongScalar("one", 1),
            Node("Unsqueeze", "i", "begin", Ints("axes", 0)), Node("Add", "i one", "next"),
            Node("Unsqueeze", "next", "end", Ints("axes", 0)), Node("Slice", "x begin end", "part"),
            Node("Add", "in part", "out"), Node("Identity", "out", "sum"))))), OnnxTypes.Int64, OnnxTypes.Bool, OnnxTypes.Float);

    private static ModelProto While() => Model(13, Graph("x", "y all", Longs("two", 2), Node("Loop", "- - x", "y all",
        Body("body", Doubling("on", Node("Less", "i two", "on"))))), OnnxTypes.Float);

    // Three times: v = v + x + (i is 1 ? x : 10).
    private static ModelProto Nested() => Model(13, Graph("x", "y", Longs("n", 3), Floats("zero", 0), Longs("one", 1), Node("Mul", "x zero", "start"),
        Node("Loop", "n - start", "y", Body("body", Graph("i c v", "c w",
            Node("Equal", "i one", "is"), Node("Add", "v x", "part"),
            Node("If", "is", "add", Body("then_branch", Graph("", "x")),
                Body("else_branch", Graph("", "ten", Floats("ten", 10)))),
            Node("Add", "part add", "w"))))), OnnxTypes.Float);

    private static NodeProto Scan(string inputs, string outputs, int sliced, params AttributeProto[] axes) =>
        Node("Scan", inputs, outputs, [Int("num_scan_inputs", sliced), .. axes,
            Body("body", Graph("sum next", "out slice", Node("Add", "sum next", "out"), Node("Identity", "out", "slice")))]);

    private static ModelProto Functions()
    {
        ModelProto model = Model(13, Graph("x", "a b c", Call("triple", "x", "a"), Call("leaky", "x", "b"),
            Call("leaky", "x", "c", Float("slope", 0))), OnnxTypes.Float);
        model.Functions.Add(Function("twice", "v", "r", "", Node("Add", "v v", "r")));
        model.Functions.Add(Function("triple", "v unused", "r", "", Call("twice", "v", "two"), Node("Add", "two v", "r")));
        FunctionProto leaky = Function("leaky", "v", "r", "", Node("LeakyRelu", "v", "r", Ref("alpha", "slope")));
        leaky.AttributeProto.Add(Float("slope", 0.01f));
        model.Functions.Add(leaky);
        return model;
    }

    private static NodeProto LongScalar(string output, long value) => Node("Constant", "", output, Int("value_int", value));

    private static Tensor<float> Matrix(int rows, int columns, params float[] values) => new([rows, columns], values);
}
