using System.Runtime.InteropServices;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Weights as common/weights.glsl reads them: a head of single precision, then the weights as singles, halves or bytes.
/// </summary>
internal static class WeightEncoding
{
    private const int Lanes = GpuTensorLayout.Lanes, Steps = byte.MaxValue;

    /// <summary>WEIGHT_FORMAT and HEAD, the number of biases in vectors.</summary>
    public static ShaderDefine[] Defines(GpuFormat format, int headBlocks) =>
        [new("WEIGHT_FORMAT", (int)format), new("HEAD", headBlocks)];

    /// <summary>How a layer's weights are stored: as asked for, or as singles if that cannot hold them.</summary>
    public static GpuFormat Choose(Precision precision, ReadOnlySpan<float> weights) =>
        WhySingle(precision.Weights, weights) is null ? GpuFormats.Of(precision.Weights) : GpuFormat.Singles;

    /// <summary>Why a node's weights cannot be stored as asked for; null if they can, or if there are none.</summary>
    public static string? WhySingle(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision) =>
        node.Operator is Conv or ConvTranspose or Gemm or MatMul
            && inputs[1] is { Value: { DataType: DataType.Float32 } weights }
            ? WhySingle(precision.Weights, weights.AsSpan<float>()) : null;

    /// <summary>
    /// Packs the weights behind the head, whose scales and offsets undo the quantisation of each output channel.
    /// </summary>
    /// <param name="format">How to store the weights.</param>
    /// <param name="bias">One value an output channel, padded to whole vectors.</param>
    /// <param name="weights">The weights in their final order; whole vectors if they are read as vectors.</param>
    /// <param name="channelOf">The output channel of a weight by its index.</param>
    /// <returns>Floats, or 32-bit words.</returns>
    public static Array Encode(GpuFormat format, float[] bias, float[] weights, Func<int, int> channelOf)
    {
        switch (format)
        {
            case GpuFormat.Halves:
                // Whole words.
                Array.Resize(ref weights, weights.Length + (weights.Length % 2));
                return (int[])[.. Words(bias), .. GpuTensorLayout.ToHalves(weights)];
            case GpuFormat.Bytes:
                (float[] scales, float[] offsets, byte[] bytes) = Quantize(bias.Length, weights, channelOf);
                return (int[])[.. Words(bias), .. Words(scales), .. Words(offsets), .. MemoryMarshal.Cast<byte, int>(bytes)];
            default:
                return (float[])[.. bias, .. weights];
        }
    }

    private static string? WhySingle(WeightPrecision precision, ReadOnlySpan<float> weights)
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

    // ONNX's DynamicQuantizeLinear for each output channel.
    private static (float[] Scales, float[] Offsets, byte[] Bytes) Quantize(
        int channels, float[] weights, Func<int, int> channelOf)
    {
        var least = new float[channels];
        var most = new float[channels];
        for (int i = 0; i < weights.Length; i++)
        {
            int channel = channelOf(i);
            least[channel] = Math.Min(least[channel], weights[i]);
            most[channel] = Math.Max(most[channel], weights[i]);
        }

        double[] scale = [.. least.Zip(most).Select(range =>
            range.First < range.Second ? ((double)range.Second - range.First) / Steps : 1)];
        double[] zero = [.. least.Zip(scale).Select(c => Math.Clamp(Math.Round(-c.First / c.Second), 0, Steps))];
        var bytes = new byte[(weights.Length + Lanes - 1) / Lanes * Lanes];
        for (int i = 0; i < weights.Length; i++)
        {
            int channel = channelOf(i);
            bytes[i] = (byte)Math.Clamp(Math.Round(weights[i] / scale[channel]) + zero[channel], 0, Steps);
        }

        return ([.. scale.Select(s => (float)s)], [.. scale.Zip(zero).Select(c => (float)(-c.First * c.Second))],
            bytes);
    }

    private static int[] Words(float[] floats) => MemoryMarshal.Cast<float, int>(floats).ToArray();
}
