using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>Patterns of a value and one number.</summary>
internal static class ScalarConstant
{
    /// <summary>The number in a constant of single precision with one element; null for anything else.</summary>
    public static float? Of(TensorInfo info) =>
        info is { Value: Tensor<float> { Shape.Length: 1 } value } ? value.AsSpan()[0] : null;

    /// <summary>
    /// Splits a function of two inputs, one of which is one number and does not change the other's shape, into the
    /// index of the other input and the number. False if it is not such a node.
    /// </summary>
    public static bool TrySplit(GraphEditor editor, Node node, out int other, out float number)
    {
        (other, number) = (0, 0);
        if (node.Operator is not Binary { Activation.IsNone: true } || node.Inputs.Length != 2)
            return false;
        for (other = 0; other < 2; other++)
        {
            if (Of(editor.Input(node, 1 - other)) is { } found
                && editor.Input(node, other).Shape == editor.Info(node.Outputs[0]).Shape)
            {
                number = found;
                return true;
            }
        }

        return false;
    }
}
