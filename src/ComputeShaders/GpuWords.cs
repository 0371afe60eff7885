using System.Runtime.InteropServices;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// How elements other than single precision live in GPU memory: each as one 32-bit word, in linear layout only; packed
/// tensors are floats always. Kernels that read a type rely on what follows, and those that write it keep it so.
/// <list type="bullet">
/// <item><see cref="DataType.Bool"/>: 0 or 1.</item>
/// <item><see cref="DataType.UInt8"/>, <see cref="DataType.UInt16"/>: the value, the upper bits zero.</item>
/// <item><see cref="DataType.Int8"/>, <see cref="DataType.Int16"/>: the value, its sign extended.</item>
/// <item><see cref="DataType.Int32"/>, <see cref="DataType.UInt32"/>: the bits.</item>
/// <item>
/// <see cref="DataType.Int64"/>: a value that fits 32 bits, as valid indices and sizes do. Constants are looked at when
/// kernels are chosen, inputs when they are set, and no kernel computes what might not fit.
/// </item>
/// <item><see cref="DataType.Float16"/>: the value in single precision, which holds it exactly.</item>
/// <item><see cref="DataType.Float64"/>, <see cref="DataType.UInt64"/>: not at all.</item>
/// </list>
/// </summary>
internal static class GpuWords
{
    /// <summary>A reason unless each element of a tensor, as far as it is known, has a word that stands for it.</summary>
    public static string? WhyNot(TensorInfo tensor) => tensor switch
    {
        { DataType: DataType.Float64 or DataType.UInt64 } => $"{tensor.DataType} has no exact 32-bit form on the GPU",
        { Value: Tensor<long> value } when TooLarge(value.AsSpan()) is { } element =>
            $"{element} does not fit the 32 bits that Int64 has on the GPU",
        _ => null,
    };

    /// <summary>
    /// A reason if arithmetic on a type may leave what words hold of it; see <see cref="WhyNot"/> for moves.
    /// </summary>
    public static string? WhyNotComputed(TensorInfo tensor) => tensor.DataType == DataType.Int64
        ? "results in Int64 may not fit the 32 bits that it has on the GPU" : WhyNot(tensor);

    /// <summary>IS_FLOAT, IS_SIGNED, BITS, and LOW and HIGH (range of an integer) of a type for shaders.</summary>
    /// <param name="type">The element type.</param>
    /// <param name="usedBits">Bits that the range is limited to; 0 for all of the type.</param>
    public static ShaderDefine[] Defines(DataType type, int usedBits = 0)
    {
        (long low, long high) = RangeOf(type);
        int bits = type switch
        {
            DataType.Bool or DataType.UInt8 or DataType.Int8 => 8,
            DataType.UInt16 or DataType.Int16 => 16,
            _ => 32,
        };
        if (usedBits > 0)
        {
            bits = usedBits;
            (low, high) = low < 0 ? (-1L << (bits - 1), (1L << (bits - 1)) - 1) : (0, (1L << bits) - 1);
        }

        return
        [
            new("IS_FLOAT", type is DataType.Float32 or DataType.Float16), new("IS_SIGNED", low < 0), new("BITS", bits),
            new("LOW", Literal(low)), new("HIGH", Literal(high)),
        ];
    }

    /// <summary>The least and the largest integer that the word of a type holds.</summary>
    public static (long Low, long High) RangeOf(DataType type) => type switch
    {
        DataType.Bool => (0, 1),
        DataType.UInt8 => (byte.MinValue, byte.MaxValue),
        DataType.Int8 => (sbyte.MinValue, sbyte.MaxValue),
        DataType.UInt16 => (ushort.MinValue, ushort.MaxValue),
        DataType.Int16 => (short.MinValue, short.MaxValue),
        DataType.UInt32 => (uint.MinValue, uint.MaxValue),
        _ => (int.MinValue, int.MaxValue),
    };

    /// <summary>The words of a tensor that is not of single precision.</summary>
    /// <param name="tensor">The tensor, on the host.</param>
    /// <param name="destination">One word an element.</param>
    /// <param name="isIndices">
    /// An int64 that does not fit becomes the nearest that does: both are beyond any axis.
    /// </param>
    /// <exception cref="ShapeMismatchException">An int64 does not fit 32 bits.</exception>
    public static void Narrow(Tensor tensor, Span<int> destination, bool isIndices)
    {
        switch (tensor)
        {
            case Tensor<int> t: t.AsSpan().CopyTo(destination); break;
            case Tensor<uint> t: MemoryMarshal.Cast<uint, int>(t.AsSpan()).CopyTo(destination); break;
            case Tensor<long> t when !isIndices && TooLarge(t.AsSpan()) is { } element: throw DoesNotFit(tensor, element);
            case Tensor<long> t: Convert(t.AsSpan(), destination, static v => int.CreateSaturating(v)); break;
            case Tensor<byte> t: Convert(t.AsSpan(), destination, static v => v); break;
            case Tensor<sbyte> t: Convert(t.AsSpan(), destination, static v => v); break;
            case Tensor<short> t: Convert(t.AsSpan(), destination, static v => v); break;
            case Tensor<ushort> t: Convert(t.AsSpan(), destination, static v => v); break;
            // Not as bool: a byte of the host's that is neither 0 nor 1 counts as true.
            case Tensor<bool>: Convert(tensor.AsBytes(), destination, static v => v != 0 ? 1 : 0); break;
            case Tensor<Half> t:
                Convert(t.AsSpan(), destination, static v => BitConverter.SingleToInt32Bits((float)v));
                break;
            default: throw new NotSupportedException($"{tensor.DataType} has no 32-bit form.");
        }
    }

    /// <summary>The reverse of <see cref="Narrow"/>: words as elements of a type.</summary>
    public static void Widen(ReadOnlySpan<int> source, DataType type, Span<byte> destination)
    {
        switch (type)
        {
            case DataType.Int32 or DataType.UInt32: MemoryMarshal.AsBytes(source).CopyTo(destination); break;
            case DataType.Int64: Convert(source, MemoryMarshal.Cast<byte, long>(destination), static v => v); break;
            case DataType.UInt8: Convert(source, destination, static v => unchecked((byte)v)); break;
            case DataType.Int8:
                Convert(source, MemoryMarshal.Cast<byte, sbyte>(destination), static v => unchecked((sbyte)v));
                break;
            case DataType.Int16:
                Convert(source, MemoryMarshal.Cast<byte, short>(destination), static v => unchecked((short)v));
                break;
            case DataType.UInt16:
                Convert(source, MemoryMarshal.Cast<byte, ushort>(destination), static v => unchecked((ushort)v));
                break;
            case DataType.Bool: Convert(source, destination, static v => (byte)(v != 0 ? 1 : 0)); break;
            case DataType.Float16:
                Convert(source, MemoryMarshal.Cast<byte, Half>(destination),
                    static v => (Half)BitConverter.Int32BitsToSingle(v));
                break;
            default: throw new NotSupportedException($"{type} has no 32-bit form.");
        }
    }

    private static ShapeMismatchException DoesNotFit(Tensor tensor, long element) => new(
        $"The input {tensor} has the element {element}, which does not fit the 32 bits that an int64 has on the GPU."
        + " Run this model on the CPU backend.");

    private static long? TooLarge(ReadOnlySpan<long> elements)
    {
        foreach (long element in elements)
        {
            if (element != (int)element)
                return element;
        }

        return null;
    }

    // GLSL has no literals beyond 31 bits.
    private static string Literal(long value) => value switch
    {
        int.MinValue => "int(0x80000000u)",
        uint.MaxValue => "int(0xFFFFFFFFu)",
        _ => $"({value})",
    };

    private static void Convert<TFrom, TTo>(ReadOnlySpan<TFrom> source, Span<TTo> destination, Func<TFrom, TTo> convert)
    {
        for (int i = 0; i < source.Length; i++)
            destination[i] = convert(source[i]);
    }
}
