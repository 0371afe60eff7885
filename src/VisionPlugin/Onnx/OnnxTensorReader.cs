using System.Runtime.InteropServices;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>Turns tensor messages into tensors, after checking that they hold what their dims promise.</summary>
/// <param name="source">The model's name, for messages.</param>
/// <param name="external">Finds data that is kept in other files.</param>
/// <param name="limits">What the file may ask for.</param>
internal sealed class OnnxTensorReader(string source, ExternalData external, ModelLimits limits)
{
    private long _totalBytes;

    /// <summary>True if the element type can be read; half and bfloat16 are widened to single precision.</summary>
    public static bool IsSupported(TensorProto tensor) => OnnxTypes.Widened(tensor.DataType) != DataType.None;

    /// <summary>
    /// Reads a tensor whose type <see cref="IsSupported"/>. Drops the message's own copy of raw data to halve the peak.
    /// </summary>
    /// <exception cref="ModelFormatException">Impossible dims, data of another length, or over a limit.</exception>
    public Tensor Read(TensorProto tensor, string name)
    {
        TensorShape shape = ReadShape(tensor, name);
        DataType type = OnnxTypes.Widened(tensor.DataType);
        _totalBytes += (long)shape.Length * DataTypes.SizeOf(type);
        if (_totalBytes > limits.ConstantBytes)
            throw Error(name, $"the constants exceed the limit of {limits.ConstantBytes} bytes");
        if (tensor.Segment is not null)
            throw Error(name, "it is stored in segments, which are not supported");
        if (tensor.DataLocation is not (0 or 1))
            throw Error(name, $"its data location {tensor.DataLocation} is unknown");
        bool raw = tensor.DataLocation == 1 || tensor.HasRawData;
        Tensor result = raw ? ReadRaw(tensor, name, type, shape) : ReadTyped(tensor, name, type, shape);
        tensor.ClearRawData();
        return result;
    }

    private TensorShape ReadShape(TensorProto tensor, string name)
    {
        string Dims() => $"[{string.Join(", ", tensor.Dims.Take(16))}{(tensor.Dims.Count > 16 ? ", ..." : "")}]";
        if (tensor.Dims.Count > Math.Min(limits.Rank, TensorShape.MaxRank))
            throw Error(name, $"its dims {Dims()} are {tensor.Dims.Count} axes; at most {limits.Rank} are allowed");
        if (tensor.Dims.Any(d => d < 0))
            throw Error(name, $"its dims {Dims()} are negative");
        if (!TensorSizes.TryGetLength(tensor.Dims, limits.TensorElements, out _))
            throw Error(name, $"its dims {Dims()} exceed the limit of {limits.TensorElements} elements");
        return new TensorShape([.. tensor.Dims.Select(d => (int)d)]);
    }

    private Tensor ReadRaw(TensorProto tensor, string name, DataType type, TensorShape shape)
    {
        int bits = OnnxTypes.Bits(tensor.DataType);
        long bytes = (((long)shape.Length * bits) + 7) / 8;
        bool isExternal = tensor.DataLocation == 1;
        if (!isExternal && tensor.RawData.Length != bytes)
            throw Error(name, $"its data has {tensor.RawData.Length} bytes; its dims {shape} need {bytes}");
        if (isExternal)
            external.Check(tensor, name, bytes);

        var result = Tensor.Create(type, shape);
        bool widen = bits != 8 * DataTypes.SizeOf(type);
        Span<byte> target = widen ? new byte[bytes] : result.AsBytes();
        if (isExternal)
            external.Read(tensor, name, target);
        else
            tensor.RawData.Span.CopyTo(target);
        if (widen && bits < 8)
            Unpack(target, result.AsBytes(), bits, type == DataType.Int8);
        else if (widen)
            Widen(MemoryMarshal.Cast<byte, ushort>(target), result.AsSpan<float>(), tensor.DataType);
        if (type == DataType.Bool)
            NormaliseBools(result.AsBytes());
        return result;
    }

    // Which field holds which type: onnx.proto, TensorProto.
    private Tensor ReadTyped(TensorProto tensor, string name, DataType type, TensorShape shape)
    {
        if (OnnxTypes.IsPacked(tensor.DataType))
            return ReadPacked(tensor, name, type, shape);
        int found = tensor.DataType switch
        {
            OnnxTypes.Float => tensor.FloatData.Count,
            OnnxTypes.Double => tensor.DoubleData.Count,
            OnnxTypes.Int64 => tensor.Int64Data.Count,
            OnnxTypes.UInt64 or OnnxTypes.UInt32 => tensor.Uint64Data.Count,
            _ => tensor.Int32Data.Count,
        };
        if (found != shape.Length)
            throw Error(name, $"its data has {found} elements; its dims {shape} need {shape.Length}");

        var result = Tensor.Create(type, shape);
        switch (tensor.DataType)
        {
            case OnnxTypes.Float: Copy(tensor.FloatData, result.AsSpan<float>(), v => v); break;
            case OnnxTypes.Double: Copy(tensor.DoubleData, result.AsSpan<double>(), v => v); break;
            case OnnxTypes.Int64: Copy(tensor.Int64Data, result.AsSpan<long>(), v => v); break;
            case OnnxTypes.UInt64: Copy(tensor.Uint64Data, result.AsSpan<ulong>(), v => v); break;
            case OnnxTypes.UInt32: Copy(tensor.Uint64Data, result.AsSpan<uint>(), v => (uint)v); break;
            case OnnxTypes.Int32: Copy(tensor.Int32Data, result.AsSpan<int>(), v => v); break;
            case OnnxTypes.Int16: Copy(tensor.Int32Data, result.AsSpan<short>(), v => (short)v); break;
            case OnnxTypes.UInt16: Copy(tensor.Int32Data, result.AsSpan<ushort>(), v => (ushort)v); break;
            case OnnxTypes.Int8: Copy(tensor.Int32Data, result.AsSpan<sbyte>(), v => (sbyte)v); break;
            case OnnxTypes.UInt8: Copy(tensor.Int32Data, result.AsSpan<byte>(), v => (byte)v); break;
            case OnnxTypes.Bool: Copy(tensor.Int32Data, result.AsSpan<bool>(), v => v != 0); break;
            case OnnxTypes.Float16:
                Copy(tensor.Int32Data, result.AsSpan<float>(), v => (float)BitConverter.UInt16BitsToHalf((ushort)v));
                break;
            default:
                Copy(tensor.Int32Data, result.AsSpan<float>(), v => BitConverter.Int32BitsToSingle(v << 16));
                break;
        }

        return result;
    }

    // Each number of the field holds one byte of the raw form.
    private Tensor ReadPacked(TensorProto tensor, string name, DataType type, TensorShape shape)
    {
        int bits = OnnxTypes.Bits(tensor.DataType);
        long bytes = (((long)shape.Length * bits) + 7) / 8;
        if (tensor.Int32Data.Count != bytes)
            throw Error(name, $"its data has {tensor.Int32Data.Count} bytes; its dims {shape} need {bytes}");
        var result = Tensor.Create(type, shape);
        Unpack([.. tensor.Int32Data.Select(v => (byte)v)], result.AsBytes(), bits, type == DataType.Int8);
        return result;
    }

    // The first element lies in the lowest bits.
    private static void Unpack(ReadOnlySpan<byte> from, Span<byte> to, int bits, bool signed)
    {
        for (int i = 0; i < to.Length; i++)
        {
            long at = (long)i * bits;
            int value = (from[(int)(at / 8)] >> (int)(at % 8)) & ((1 << bits) - 1);
            int sign = signed ? value >> (bits - 1) << bits : 0;
            to[i] = unchecked((byte)(value - sign));
        }
    }

    private static void Copy<TFrom, TTo>(IList<TFrom> from, Span<TTo> to, Func<TFrom, TTo> convert)
    {
        for (int i = 0; i < to.Length; i++)
            to[i] = convert(from[i]);
    }

    private static void Widen(ReadOnlySpan<ushort> from, Span<float> to, int type)
    {
        for (int i = 0; i < to.Length; i++)
        {
            to[i] = type == OnnxTypes.BFloat16
                ? BitConverter.Int32BitsToSingle(from[i] << 16)
                : (float)BitConverter.UInt16BitsToHalf(from[i]);
        }
    }

    // A bool that is neither 0 nor 1 in memory is neither true nor false to the runtime.
    private static void NormaliseBools(Span<byte> values)
    {
        foreach (ref byte value in values)
            value = value == 0 ? (byte)0 : (byte)1;
    }

    private ModelFormatException Error(string name, string problem) => new($"{source}, tensor '{name}': {problem}.");
}
