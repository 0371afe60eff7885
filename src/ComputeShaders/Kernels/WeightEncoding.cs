using System.Runtime.InteropServices;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Weights as common/weights.glsl reads them: a head of single precision, then the weights as singles, halves or bytes.
/// </summary>
internal static class WeightEncoding
{
    private const int Lanes = GpuTensorLayout.Lanes;

    /// <summary>WEIGHT_FORMAT and HEAD, the number of biases in vectors.</summary>
    public static ShaderDefine[] Defines(GpuFormat format, int headBlocks) =>
        [new("WEIGHT_FORMAT", (int)format), new("HEAD", headBlocks)];

    /// <summary>How a layer's weights are stored: as asked for, or as singles if that cannot hold them.</summary>
    public static GpuFormat Choose(Precision precision, ReadOnlySpan<float> weights) =>
        StoredWeights.WhySingle(precision.Weights, weights) is null
            ? GpuFormats.Of(precision.Weights) : GpuFormat.Singles;

    /// <summary>Why a node's weights cannot be stored as asked for; null if they can, or if there are none.</summary>
    public static string? WhySingle(Node node, ReadOnlySpan<TensorInfo> inputs, Precision precision) =>
        StoredWeights.Of(node, inputs) is { } weights
            ? StoredWeights.WhySingle(precision.Weights, weights.AsSpan()) : null;

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
                var bytes = new byte[(weights.Length + Lanes - 1) / Lanes * Lanes];
                (double Scale, int Zero)[] channels =
                    StoredWeights.Quantize(bias.Length, weights, channelOf, bytes);
                float[] scales = [.. channels.Select(c => (float)c.Scale)];
                float[] offsets = [.. channels.Select(c => (float)(-c.Zero * c.Scale))];
                return (int[])[.. Words(bias), .. Words(scales), .. Words(offsets),
                    .. MemoryMarshal.Cast<byte, int>(bytes.AsSpan())];
            default:
                return (float[])[.. bias, .. weights];
        }
    }

    private static int[] Words(float[] floats) => MemoryMarshal.Cast<float, int>(floats).ToArray();
}
