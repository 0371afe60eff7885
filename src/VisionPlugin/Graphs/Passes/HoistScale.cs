using VisionPlugin.Operators;

namespace VisionPlugin.Graphs.Passes;

/// <summary>
/// Moves a positive factor from behind an activation to before it, where the convolution before can take it over:
/// s * clip(x, a, b) = clip(s * x, s * a, s * b), and likewise for Relu and LeakyRelu.
/// </summary>
internal static class HoistScale
{
    /// <summary>Runs the pass.</summary>
    public static CompiledGraph Run(CompiledGraph graph)
    {
        var editor = new GraphEditor(graph);
        foreach (Node node in editor.Nodes)
        {
            if (node.Operator is Unary { Activation: var activation } && IsConvolution(editor, node.Inputs[0])
                && editor.OnlyReader(node.Outputs[0]) is { } next && Factor(editor, next, node.Outputs[0]) is { } factor
                && Scaled(activation, factor) is { } scaled)
            {
                editor.Replace(node, next with
                {
                    Inputs = [.. next.Inputs.Select(name => name == node.Outputs[0] ? node.Inputs[0] : name)],
                    Outputs = node.Outputs,
                });
                editor.Replace(next, node with
                {
                    Operator = new Unary(scaled),
                    Inputs = node.Outputs,
                    Outputs = next.Outputs,
                });
            }
        }

        return editor.Build();
    }

    private static bool IsConvolution(GraphEditor editor, string value) =>
        editor.OnlyReader(value) is not null && editor.Producer(value)?.Operator is Conv or ConvTranspose;

    // What a node multiplies the value by; null if it is not one positive number.
    private static float? Factor(GraphEditor editor, Node node, string value)
    {
        if (!ScalarConstant.TrySplit(editor, node, out int other, out float number) || node.Inputs[other] != value)
            return null;
        float? factor = ((Binary)node.Operator).Function switch
        {
            BinaryFunction.Mul => number,
            BinaryFunction.Div when other == 0 => 1 / number,
            _ => null,
        };
        return factor > 0 && float.IsFinite(factor.Value) ? factor : null;
    }

    private static Activation? Scaled(Activation activation, float factor) => activation.Function switch
    {
        UnaryFunction.Relu or UnaryFunction.LeakyRelu => activation,
        UnaryFunction.Clip => activation with { Alpha = activation.Alpha * factor, Beta = activation.Beta * factor },
        _ => null,
    };
}
