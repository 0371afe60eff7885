using System.Runtime.InteropServices;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>Sizes of tensors in GPU memory and their packing on the host.</summary>
internal static class GpuTensorLayout
{
    /// <summary>Channels of a vector.</summary>
    public const int Lanes = 4;

    /// <summary>Bytes of an element: float, or a word of <see cref="GpuWords"/>.</summary>
    public const int ElementBytes = 4;

    /// <summary>Bytes of a vector; what is bound is a multiple of it.</summary>
    public const int VectorBytes = Lanes * ElementBytes;

    /// <summary>True if a tensor has the channels that <see cref="GpuLayout.Packed"/> packs.</summary>
    public static bool CanPack(TensorInfo tensor) => tensor.Shape.Rank >= 2 && tensor.DataType == DataType.Float32;

    /// <summary>The layout that kernels prefer for a tensor: packed for pictures and sequences of channels.</summary>
    public static GpuLayout Preferred(TensorInfo tensor) =>
        tensor.Shape.Rank >= 3 && CanPack(tensor) ? GpuLayout.Packed : GpuLayout.Linear;

    /// <summary>Vectors of four that cover <paramref name="channels"/>.</summary>
    public static int Blocks(int channels) => (channels + Lanes - 1) / Lanes;

    /// <summary>Positions of one channel: the product of the spatial sizes.</summary>
    public static int Plane(TensorShape shape) => shape.LengthOf(2, shape.Rank);

    /// <summary>Number of vectors that a tensor fills, the last of a linear one perhaps partly.</summary>
    public static long Vectors(TensorShape shape, GpuLayout layout) => layout == GpuLayout.Packed
        ? (long)shape[0] * Blocks(shape[1]) * Plane(shape)
        : ((long)shape.Length + Lanes - 1) / Lanes;

    /// <summary>
    /// True if a tensor in one layout is one in the other too: where each channel has one position only. What fills
    /// up the last vector is zero in packed layout but may be anything in linear layout.
    /// </summary>
    public static bool Coincide(TensorShape shape, GpuLayout from, GpuLayout to) => from == to
        || (Plane(shape) == 1 && (shape[1] % Lanes == 0 || (shape[0] == 1 && from == GpuLayout.Packed)));

    /// <summary>
    /// Bytes that a tensor occupies, packed ones in a format; at least one vector, since nothing cannot be bound.
    /// </summary>
    public static long Bytes(TensorShape shape, GpuLayout layout, GpuFormat packed = GpuFormat.Singles) => Math.Max(
        VectorBytes, Vectors(shape, layout) * (layout == GpuLayout.Packed ? packed.VectorBytes() : VectorBytes));

    /// <summary>A copy of a tensor's floats in a layout, as whole vectors.</summary>
    public static float[] Pack(Tensor tensor, GpuLayout layout)
    {
        TensorShape shape = tensor.Shape;
        ReadOnlySpan<float> source = tensor.AsSpan<float>();
        var result = new float[Bytes(shape, layout) / ElementBytes];
        if (layout == GpuLayout.Linear)
        {
            source.CopyTo(result);
            return result;
        }

        int channels = shape[1], blocks = Blocks(channels), plane = Plane(shape);
        for (int row = 0; row < shape[0] * channels; row++)
        {
            int n = row / channels, c = row % channels;
            int target = ((((n * blocks) + (c / Lanes)) * plane) * Lanes) + (c % Lanes);
            foreach (float value in source.Slice(row * plane, plane))
            {
                result[target] = value;
                target += Lanes;
            }
        }

        return result;
    }

    /// <summary>Floats as IEEE halves, two in a word, the first in the low bits; a multiple of two.</summary>
    public static int[] ToHalves(ReadOnlySpan<float> values)
    {
        var words = new int[values.Length / 2];
        Span<Half> halves = MemoryMarshal.Cast<int, Half>(words.AsSpan());
        for (int i = 0; i < halves.Length; i++)
            halves[i] = (Half)values[i];
        return words;
    }
}
