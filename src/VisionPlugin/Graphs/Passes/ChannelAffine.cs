using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>y = Scale(c) * x + Shift(c) for each channel c.</summary>
/// <param name="Scale">Factors, one a channel.</param>
/// <param name="Shift">Terms, one a channel.</param>
internal sealed record ChannelAffine(double[] Scale, double[] Shift)
{
    /// <summary>
    /// What a node does to the value <paramref name="x"/>; null if it is not affine with constants a channel.
    /// </summary>
    public static ChannelAffine? Of(GraphEditor editor, Node node, string x, int channels) => node.Operator switch
    {
        BatchNormalization normalization when node.Inputs[0] == x => Of(editor, node, normalization, channels),
        Binary { Activation.IsNone: true } binary => Of(editor, node, binary, x, channels),
        _ => null,
    };

    private static ChannelAffine? Of(GraphEditor editor, Node node, BatchNormalization normalization, int channels)
    {
        var parameters = new Tensor<float>[4];
        for (int i = 0; i < 4; i++)
        {
            if (editor.Input(node, i + 1).Value is not Tensor<float> parameter || parameter.Shape.Length != channels)
                return null;
            parameters[i] = parameter;
        }

        var (scale, shift) = (new double[channels], new double[channels]);
        for (int c = 0; c < channels; c++)
        {
            (double factor, double term) = (parameters[0].AsSpan()[c], parameters[1].AsSpan()[c]);
            (double mean, double variance) = (parameters[2].AsSpan()[c], parameters[3].AsSpan()[c]);
            scale[c] = factor / Math.Sqrt(variance + normalization.Epsilon);
            shift[c] = term - (mean * scale[c]);
        }

        return new ChannelAffine(scale, shift);
    }

    private static ChannelAffine? Of(GraphEditor editor, Node node, Binary binary, string x, int channels)
    {
        bool first = node.Inputs[0] == x;
        TensorShape shape = editor.Info(x).Shape;
        if (editor.Input(node, first ? 1 : 0).Value is not Tensor<float> constant
            || editor.Info(node.Outputs[0]).Shape != shape || !IsPerChannel(constant.Shape, shape))
        {
            return null;
        }

        ReadOnlySpan<float> values = constant.AsSpan();
        var (scale, shift) = (new double[channels], new double[channels]);
        for (int c = 0; c < channels; c++)
        {
            double value = values[values.Length == 1 ? 0 : c];
            (double Scale, double Shift)? step = (binary.Function, first) switch
            {
                (BinaryFunction.Add, _) => (1, value),
                (BinaryFunction.Sub, true) => (1, -value),
                (BinaryFunction.Sub, false) => (-1, value),
                (BinaryFunction.Mul, _) => (value, 0),
                (BinaryFunction.Div, true) => (1 / value, 0),
                _ => null,
            };
            if (step is null)
                return null;
            (scale[c], shift[c]) = step.Value;
        }

        return new ChannelAffine(scale, shift);
    }

    // Broadcast along everything but the channels, which are axis 1 of the value.
    private static bool IsPerChannel(TensorShape constant, TensorShape value)
    {
        if (constant.Length == 1)
            return true;
        int channelAxis = 1 - (value.Rank - constant.Rank);
        return channelAxis >= 0 && constant.Length == value[1] && constant[channelAxis] == value[1];
    }
}
