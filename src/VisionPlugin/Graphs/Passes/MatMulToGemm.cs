using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>Merges the product of two matrices and the bias that is added to it into one Gemm.</summary>
internal static class MatMulToGemm
{
    /// <summary>Runs the pass.</summary>
    public static CompiledGraph Run(CompiledGraph graph)
    {
        var editor = new GraphEditor(graph);
        foreach (Node node in editor.Nodes)
        {
            bool matrices = editor.Input(node, 0).Shape.Rank == 2 && editor.Input(node, 1).Shape.Rank == 2;
            if (node.Operator is not MatMul || !matrices || editor.OnlyReader(node.Outputs[0]) is not { } add
                || add.Operator is not Binary { Function: BinaryFunction.Add, Activation.IsNone: true })
            {
                continue;
            }

            int other = add.Inputs[0] == node.Outputs[0] ? 1 : 0;
            TensorInfo bias = editor.Input(add, other);
            if (!bias.IsConstant || editor.Info(add.Outputs[0]).Shape != editor.Info(node.Outputs[0]).Shape)
                continue;
            editor.Remove(node);
            editor.Replace(add, node with
            {
                Operator = new Gemm(),
                Inputs = [node.Inputs[0], node.Inputs[1], add.Inputs[other]],
                Outputs = add.Outputs,
            });
        }

        return editor.Build();
    }
}
