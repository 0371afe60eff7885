using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Weights as a worker stores them. Bytes: scale and zero point of each output channel by ONNX's DynamicQuantizeLinear, and
/// weights again by its DequantizeLinear; a channel's range is made to hold 0, which stays exact.
/// </summary>
internal static class StoredWeights
{
    private const int Steps = byte.MaxValue;

    /// <summary>Why weights cannot be stored so; null if they can.</summary>
    public static string? WhySingle(WeightPrecision precision, ReadOnlySpan<float> weights)
    {
        if (precision == WeightPrecision.Single)
            return null;
        float least = 0, most = 0;
        foreach (float weight in weights)
        {
            if (!float.IsFinite(weight))
                return $"a weight of {weight} is no number that {precision} can hold";
            (least, most) = (Math.Min(least, weight), Math.Max(most, weight));
        }

        float largest = Math.Max(-least, most);
        return precision == WeightPrecision.Half && largest > (float)Half.MaxValue
            ? $"weights up to {largest:G4} are beyond {Half.MaxValue}, the largest that {precision} can hold"
            : precision == WeightPrecision.UInt8 && !float.IsFinite(most - least)
            ? $"weights from {least:G4} to {most:G4} have no range in single precision" : null;
    }

    /// <summary>The weights of a node; null if it has none whose precision a worker chooses, or a run computes them.</summary>
    public static Tensor<float>? Of(Node node, ReadOnlySpan<TensorInfo> inputs) =>
        node.Operator is Conv or ConvTranspose or Gemm or MatMul ? inputs[1].Value as Tensor<float> : null;

    /// <summary>A node's weights as single precision again after they were stored so; null where nothing changes.</summary>
    public static Tensor<float>? Rounded(Node node, ReadOnlySpan<TensorInfo> inputs, WeightPrecision precision)
    {
        if (precision == WeightPrecision.Single || Of(node, inputs) is not { } weights
            || WhySingle(precision, weights.AsSpan()) is not null)
            return null;
        ReadOnlySpan<float> source = weights.AsSpan();
        var result = new Tensor<float>(weights.Shape);
        Span<float> rounded = result.AsSpan();
        if (precision == WeightPrecision.Half)
        {
            for (int i = 0; i < source.Length; i++)
                rounded[i] = (float)(Half)source[i];
            return result;
        }

        (int channels, Func<int, int> channelOf) = Channels(node.Operator, weights.Shape);
        var bytes = new byte[source.Length];
        (double Scale, int Zero)[] affine = Quantize(channels, source, channelOf, bytes);
        for (int i = 0; i < source.Length; i++)
        {
            (double scale, int zero) = affine[channelOf(i)];
            rounded[i] = (float)(scale * (bytes[i] - zero));
        }

        return result;
    }

    /// <summary>Weights as bytes q with w = scale * (q - zero).</summary>
    /// <param name="channels">Number of output channels.</param>
    /// <param name="weights">The weights, which <see cref="WhySingle"/> accepted.</param>
    /// <param name="channelOf">The output channel of a weight by its index.</param>
    /// <param name="bytes">A byte for each weight.</param>
    /// <returns>Scale and zero point of each channel; scale 1 for one without weights but 0.</returns>
    public static (double Scale, int Zero)[] Quantize(
        int channels, ReadOnlySpan<float> weights, Func<int, int> channelOf, Span<byte> bytes)
    {
        var least = new float[channels];
        var most = new float[channels];
        for (int i = 0; i < weights.Length; i++)
        {
            int channel = channelOf(i);
            least[channel] = Math.Min(least[channel], weights[i]);
            most[channel] = Math.Max(most[channel], weights[i]);
        }

        var result = new (double Scale, int Zero)[channels];
        for (int c = 0; c < channels; c++)
        {
            double scale = least[c] < most[c] ? ((double)most[c] - least[c]) / Steps : 1;
            result[c] = (scale, (int)Math.Clamp(Math.Round(-least[c] / scale), 0, Steps));
        }

        for (int i = 0; i < weights.Length; i++)
        {
            (double scale, int zero) = result[channelOf(i)];
            bytes[i] = (byte)Math.Clamp(Math.Round(weights[i] / scale) + zero, 0, Steps);
        }

        return result;
    }

    // The output channel, or column of a matrix, that a weight belongs to by its index.
    private static (int Count, Func<int, int> Of) Channels(Operator op, TensorShape w)
    {
        int taps = w.Rank > 2 ? w.LengthOf(2, w.Rank) : 1;
        return op switch
        {
            Conv => (w[0], i => i / (w[1] * taps)),
            ConvTranspose transpose => (w[1] * transpose.Groups, i =>
                (i / (w[1] * taps) / (w[0] / transpose.Groups) * w[1]) + (i / taps % w[1])),
            Gemm { TransposeB: true } => (w[0], i => i / w[1]),
            _ => (w.Rank == 1 ? 1 : w[w.Rank - 1], i => w.Rank == 1 ? 0 : i % w[w.Rank - 1]),
        };
    }
}
