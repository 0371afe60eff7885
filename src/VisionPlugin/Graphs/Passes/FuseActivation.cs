using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>
/// Makes an activation part of the convolution, matrix product or element-wise function whose result it alone reads.
/// </summary>
internal static class FuseActivation
{
    /// <summary>Runs the pass.</summary>
    public static CompiledGraph Run(CompiledGraph graph)
    {
        var editor = new GraphEditor(graph);
        foreach (Node node in editor.Nodes)
        {
            if (node.Outputs.Length != 1 || editor.OnlyReader(node.Outputs[0]) is not { Operator: Unary unary } reader
                || editor.Info(node.Outputs[0]).DataType != DataType.Float32
                || WithActivation(node.Operator, unary.Activation) is not { } fused)
            {
                continue;
            }

            editor.Remove(reader);
            editor.Replace(node, node with { Operator = fused, Outputs = reader.Outputs });
        }

        return editor.Build();
    }

    private static Operator? WithActivation(Operator op, Activation activation) => op switch
    {
        Conv { Activation.IsNone: true } conv => conv with { Activation = activation },
        ConvTranspose { Activation.IsNone: true } conv => conv with { Activation = activation },
        Gemm { Activation.IsNone: true } gemm => gemm with { Activation = activation },
        Binary { Activation.IsNone: true } binary => binary with { Activation = activation },
        _ => null,
    };
}
