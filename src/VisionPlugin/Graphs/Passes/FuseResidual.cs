using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>Makes the sum of a convolution's result and another value of its shape part of the convolution.</summary>
internal static class FuseResidual
{
    /// <summary>Runs the pass.</summary>
    public static CompiledGraph Run(CompiledGraph graph)
    {
        var editor = new GraphEditor(graph);
        foreach (Node node in editor.Nodes)
        {
            if (node.Operator is not Binary { Function: BinaryFunction.Add, Activation.IsNone: true }
                || node.Inputs[0] == node.Inputs[1] || editor.Input(node, 0).Shape != editor.Input(node, 1).Shape)
            {
                continue;
            }

            // Of two convolutions the later one: by then the other value exists, so that nothing has to wait.
            Node? left = Candidate(editor, node.Inputs[0]), right = Candidate(editor, node.Inputs[1]);
            bool takeRight = right is not null && (left is null || editor.IsBefore(left, right));
            if ((takeRight ? right : left) is { } conv)
                Fuse(editor, node, conv, node.Inputs[takeRight ? 0 : 1]);
        }

        return editor.Build();
    }

    private static Node? Candidate(GraphEditor editor, string value) =>
        editor.OnlyReader(value) is not null
        && editor.Producer(value) is { Operator: Conv { Activation.IsNone: true } } conv
        && !editor.Input(conv, 3).IsPresent
            ? conv
            : null;

    private static void Fuse(GraphEditor editor, Node add, Node conv, string residual)
    {
        TensorInfo other = editor.Info(residual);
        if (other.IsConstant)
            return;
        string bias = conv.Inputs.Length > 2 ? conv.Inputs[2] : "";
        editor.Remove(conv);
        editor.Replace(add, conv with
        {
            Inputs = [conv.Inputs[0], conv.Inputs[1], bias, residual],
            Outputs = add.Outputs,
        });
    }
}
