using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>
/// Finds activation functions that exporters spell out, and replaces them by one node: bounds by Max and Min, clips of
/// clips, PRelu with one slope, hard sigmoid (relu6(x + 3) / 6), hard swish (x * relu6(x + 3) / 6, in any order of the
/// factors) and SiLU (x * sigmoid(x)).
/// </summary>
internal static class RecognizeActivations
{
    private const float Sixth = 1f / 6;

    /// <summary>Runs the pass.</summary>
    public static CompiledGraph Run(CompiledGraph graph)
    {
        var editor = new GraphEditor(graph);
        foreach (Node node in editor.Nodes)
        {
            Node current = MergeClips(editor, Bounds(editor, node));
            current = SlopeOfOne(editor, current);
            if (IsProduct(current))
                Product(editor, current);
        }

        return editor.Build();
    }

    // Max(x, c) and Min(x, c).
    private static Node Bounds(GraphEditor editor, Node node)
    {
        if (node.Operator is not Binary { Function: BinaryFunction.Max or BinaryFunction.Min } binary
            || !ScalarConstant.TrySplit(editor, node, out int x, out float bound) || float.IsNaN(bound))
        {
            return node;
        }

        bool lower = binary.Function == BinaryFunction.Max;
        return Replace(editor, node, Clip(
            lower ? bound : float.NegativeInfinity, lower ? float.PositiveInfinity : bound), node.Inputs[x]);
    }

    private static Node MergeClips(GraphEditor editor, Node node)
    {
        if (AsClip(node) is not var (low, high))
            return node;
        string x = node.Inputs[0];
        while (editor.Producer(x) is { } before && AsClip(before) is var (low0, high0)
            && editor.OnlyReader(x) is not null && editor.Info(x).DataType == DataType.Float32)
        {
            (low, high) = (Math.Min(Math.Max(low0, low), high), Math.Min(Math.Max(high0, low), high));
            x = before.Inputs[0];
        }

        bool isRelu = low == 0 && float.IsPositiveInfinity(high);
        Activation merged = isRelu ? Activation.Relu : Clip(low, high);
        bool unchanged = x == node.Inputs[0] && merged == ((Unary)node.Operator).Activation;
        return unchanged ? node : Replace(editor, node, merged, x);
    }

    private static Node SlopeOfOne(GraphEditor editor, Node node)
    {
        if (node.Operator is not PRelu || editor.Input(node, 1).Value is not Tensor<float> slopes)
            return node;
        ReadOnlySpan<float> values = slopes.AsSpan();
        return !values.IsEmpty && !values.ContainsAnyExcept(values[0])
            ? Replace(editor, node, new Activation(UnaryFunction.LeakyRelu, values[0]), node.Inputs[0])
            : node;
    }

    // Collects the factors of a product over nodes that nothing else uses, and looks for those of an activation.
    private static void Product(GraphEditor editor, Node node)
    {
        var factors = new List<string>();
        float scale = Collect(editor, node, factors);
        string result = node.Outputs[0];

        if (factors.Count == 1 && Math.Abs(scale - Sixth) < 1e-6f && ShiftedRelu6(editor, factors[0]) is { } x)
        {
            Replace(editor, node, new Activation(UnaryFunction.HardSigmoid, Sixth, 0.5f), x);
            return;
        }

        if (factors.Count == 1 && scale != 1 && Inner(editor, factors[0]) is { Operator: Unary unary } before
            && ScaleOf(unary.Activation) is { } known)
        {
            Replace(editor, node, HardSwish(known * scale), before.Inputs[0]);
            return;
        }

        for (int gate = 0; factors.Count == 2 && gate < 2; gate++)
        {
            string value = factors[1 - gate];
            Activation? found = ShiftedRelu6(editor, factors[gate]) == value ? HardSwish(6 * scale)
                : HardSigmoidOf(editor, factors[gate]) == value ? HardSwish(scale)
                : SigmoidOf(editor, factors[gate]) == value && scale == 1 ? new Activation(UnaryFunction.Silu)
                : null;
            if (found is { } activation && editor.Info(value).Shape == editor.Info(result).Shape)
            {
                Replace(editor, node, activation, value);
                return;
            }
        }
    }

    private static float? ScaleOf(Activation activation) => activation.Function switch
    {
        UnaryFunction.HardSwish => 1,
        UnaryFunction.ScaledHardSwish => activation.Alpha,
        _ => null,
    };

    private static Activation HardSwish(float scale) => Math.Abs(scale - 1) < 1e-6f
        ? new Activation(UnaryFunction.HardSwish)
        : new Activation(UnaryFunction.ScaledHardSwish, scale);

    private static float Collect(GraphEditor editor, Node node, List<string> factors)
    {
        var function = ((Binary)node.Operator).Function;
        bool isNumber = ScalarConstant.TrySplit(editor, node, out int other, out float number);
        if (isNumber && function == BinaryFunction.Mul)
            return number * CollectValue(editor, node.Inputs[other], factors);
        if (isNumber && function == BinaryFunction.Div && other == 0)
            return CollectValue(editor, node.Inputs[0], factors) / number;
        if (function == BinaryFunction.Mul)
            return CollectValue(editor, node.Inputs[0], factors) * CollectValue(editor, node.Inputs[1], factors);
        factors.Add(node.Outputs[0]);
        return 1;
    }

    private static float CollectValue(GraphEditor editor, string value, List<string> factors)
    {
        const int enough = 4;
        if (factors.Count < enough && Inner(editor, value) is { } node && IsProduct(node))
            return Collect(editor, node, factors);
        factors.Add(value);
        return 1;
    }

    private static bool IsProduct(Node node) =>
        node.Operator is Binary { Function: BinaryFunction.Mul or BinaryFunction.Div, Activation.IsNone: true };

    // The node behind a value that nothing else needs, so that it vanishes with the pattern that it is part of.
    private static Node? Inner(GraphEditor editor, string value) =>
        editor.OnlyReader(value) is null ? null : editor.Producer(value);

    // The x of relu6(x + 3).
    private static string? ShiftedRelu6(GraphEditor editor, string value) =>
        Inner(editor, value) is { Operator: Unary { Activation: var relu6 } } clip && relu6 == Activation.Relu6
        && Inner(editor, clip.Inputs[0]) is { Operator: Binary { Function: BinaryFunction.Add } } add
        && ScalarConstant.TrySplit(editor, add, out int x, out float shift) && shift == 3
            ? add.Inputs[x]
            : null;

    private static string? HardSigmoidOf(GraphEditor editor, string value) =>
        Inner(editor, value) is { Operator: Unary { Activation: var activation } } node
        && activation is { Function: UnaryFunction.HardSigmoid, Beta: 0.5f }
        && Math.Abs(activation.Alpha - Sixth) < 1e-6f
            ? node.Inputs[0]
            : null;

    private static string? SigmoidOf(GraphEditor editor, string value) =>
        Inner(editor, value) is { Operator: Unary { Activation.Function: UnaryFunction.Sigmoid } } node
            ? node.Inputs[0]
            : null;

    private static (float Low, float High)? AsClip(Node node) => node.Operator switch
    {
        Unary { Activation: { Function: UnaryFunction.Clip } a } => (a.Alpha, a.Beta),
        Unary { Activation.Function: UnaryFunction.Relu } => (0, float.PositiveInfinity),
        _ => null,
    };

    private static Activation Clip(float low, float high) => new(UnaryFunction.Clip, low, high);

    private static Node Replace(GraphEditor editor, Node old, Activation activation, string x)
    {
        Node replacement = old with { Operator = new Unary(activation), Inputs = [x] };
        editor.Replace(old, replacement);
        editor.RemoveUnused(old.Inputs);
        return replacement;
    }
}
