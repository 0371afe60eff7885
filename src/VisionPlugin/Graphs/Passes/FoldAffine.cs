using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>
/// Makes what follows a convolution with y = scale(c) * x + shift(c) part of its weights and bias: BatchNormalization,
/// and Add, Sub, Mul and Div by a constant a channel or one for all.
/// </summary>
internal static class FoldAffine
{
    /// <summary>Runs the pass.</summary>
    public static CompiledGraph Run(CompiledGraph graph)
    {
        var editor = new GraphEditor(graph);
        foreach (Node start in editor.Nodes)
        {
            Node? node = start;
            while (node is not null)
                node = FoldNext(editor, node);
        }

        return editor.Build();
    }

    // Merges the node that follows; null if there is none to merge.
    private static Node? FoldNext(GraphEditor editor, Node node)
    {
        if (ChannelsOf(editor, node) is not { } channels || editor.OnlyReader(node.Outputs[0]) is not { } next
            || ChannelAffine.Of(editor, next, node.Outputs[0], channels) is not { } affine)
        {
            return null;
        }

        Tensor<float> moved = MoveBias(editor.Input(node, 2).Value as Tensor<float>, affine);
        string weights = editor.AddConstant($"{node.Name}.weights", ScaleWeights(editor, node, affine));
        string bias = editor.AddConstant($"{node.Name}.bias", moved);
        Node merged = node with { Inputs = [node.Inputs[0], weights, bias], Outputs = next.Outputs };
        editor.Remove(node);
        editor.Replace(next, merged);
        return merged;
    }

    // Number of output channels if the node is a convolution with known weights to which nothing was fused yet.
    private static int? ChannelsOf(GraphEditor editor, Node node)
    {
        TensorInfo weights = editor.Input(node, 1), bias = editor.Input(node, 2);
        bool known = weights.IsConstant && (!bias.IsPresent || bias.IsConstant);
        bool plain = node.Operator is Conv { Activation.IsNone: true } or ConvTranspose { Activation.IsNone: true };
        return known && plain && !editor.Input(node, 3).IsPresent ? editor.Info(node.Outputs[0]).Shape[1] : null;
    }

    private static Tensor<float> ScaleWeights(GraphEditor editor, Node node, ChannelAffine affine)
    {
        var weights = (Tensor<float>)editor.Input(node, 1).Value!;
        TensorShape shape = weights.Shape;
        var scaled = new Tensor<float>(shape);
        ReadOnlySpan<float> from = weights.AsSpan();
        Span<float> to = scaled.AsSpan();
        int kernel = shape.LengthOf(2, shape.Rank), perGroup = shape[1];
        // Conv has (M, C / groups, kernel...), ConvTranspose (C, M / groups, kernel...).
        int inputsPerGroup = node.Operator is ConvTranspose t ? shape[0] / t.Groups : 0;
        for (int start = 0, plane = 0; start < from.Length; start += kernel, plane++)
        {
            int row = plane / perGroup, column = plane % perGroup;
            double scale = affine.Scale[inputsPerGroup > 0 ? (row / inputsPerGroup * perGroup) + column : row];
            for (int i = start; i < start + kernel; i++)
                to[i] = (float)(from[i] * scale);
        }

        return scaled;
    }

    private static Tensor<float> MoveBias(Tensor<float>? bias, ChannelAffine affine)
    {
        var moved = new Tensor<float>([affine.Scale.Length]);
        for (int c = 0; c < affine.Scale.Length; c++)
            moved.AsSpan()[c] = (float)(((bias?.AsSpan()[c] ?? 0) * affine.Scale[c]) + affine.Shift[c]);
        return moved;
    }
}
