using System.Buffers.Binary;
using System.Text;

namespace VisionPlugin.Tensors;

/// <summary>
/// Reads and writes NumPy's .npy files (format versions 1 to 3), little endian, of every element type that tensors have.
/// </summary>
public static class NumPyFile
{
    private const int MaxHeader = 65536;

    private static readonly (string Descr, DataType Type)[] Types =
    [
        ("<f4", DataType.Float32), ("<f2", DataType.Float16), ("<f8", DataType.Float64),
        ("|u1", DataType.UInt8), ("|i1", DataType.Int8), ("<u2", DataType.UInt16), ("<i2", DataType.Int16),
        ("<u4", DataType.UInt32), ("<i4", DataType.Int32), ("<u8", DataType.UInt64), ("<i8", DataType.Int64),
        ("|b1", DataType.Bool),
    ];

    private static ReadOnlySpan<byte> Magic => [0x93, (byte)'N', (byte)'U', (byte)'M', (byte)'P', (byte)'Y'];

    /// <summary>Reads a file into a host tensor, which the caller owns. Fortran order becomes row-major.</summary>
    /// <exception cref="ModelFormatException">The file cannot be read, or is not a valid .npy file; names the file.</exception>
    public static Tensor Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            return Read(file, file.Length, path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFormatException($"{path}: cannot read the tensor: {error.Message}", error);
        }
    }

    /// <summary>Writes a tensor; blocks until one on a device has arrived.</summary>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(string path, Tensor tensor)
    {
        using FileStream file = File.Create(path);
        Write(file, tensor);
    }

    internal static void Write(Stream file, Tensor tensor)
    {
        byte[] data = new byte[tensor.ByteLength];
        tensor.CopyTo(data);
        file.Write(Header(tensor));
        file.Write(data);
    }

    // From a stream that may not be able to seek, of which the file is so many bytes.
    internal static Tensor Read(Stream file, long fileLength, string path)
    {
        string header = ReadHeader(file, fileLength, path, out long start);
        (string descr, bool fortran, int[] sizes) = NumPyHeader.Parse(header)
            ?? throw new ModelFormatException($"{path}: the .npy header is not a dictionary of descr, fortran_order and shape: {Shorten(header)}");
        DataType type = Types.FirstOrDefault(t => t.Descr == descr || t.Descr == "|" + descr[1..] && descr[0] is '<' or '=' or '>').Type;
        if (type == DataType.None)
            throw new ModelFormatException($"{path}: elements '{descr}' are not supported; use one of {string.Join(", ", Types.Select(t => t.Descr))}.");
        TensorShape shape = ShapeOf(sizes, path);
        long expected = (long)shape.Length * DataTypes.SizeOf(type), found = fileLength - start;
        if (expected != found)
            throw new ModelFormatException($"{path}: {type}{shape} needs {expected} bytes of data; the file has {found}.");
        if (!fortran)
            return ReadElements(file, type, shape);
        using Tensor reversed = ReadElements(file, type, new TensorShape([.. sizes.Reverse()]));
        return FromFortran(reversed, type, shape);
    }

    private static string ReadHeader(Stream file, long fileLength, string path, out long end)
    {
        Span<byte> start = stackalloc byte[12];
        int read = file.ReadAtLeast(start[..10], 10, throwOnEndOfStream: false);
        if (read < 10 || !start.StartsWith(Magic) || start[6] is < 1 or > 3)
            throw new ModelFormatException($"{path}: not a .npy file (it must start with \\x93NUMPY and a version from 1 to 3).");
        bool isFirst = start[6] == 1;
        if (!isFirst)
            file.ReadExactly(start[10..]);
        uint length = isFirst ? BinaryPrimitives.ReadUInt16LittleEndian(start[8..]) : BinaryPrimitives.ReadUInt32LittleEndian(start[8..]);
        end = (isFirst ? 10 : 12) + (long)length;
        if (length > MaxHeader || end > fileLength)
            throw new ModelFormatException($"{path}: the .npy header's length, {length}, is beyond the file or {MaxHeader}.");
        byte[] header = new byte[length];
        file.ReadExactly(header);
        return Encoding.UTF8.GetString(header);
    }

    private static TensorShape ShapeOf(int[] sizes, string path)
    {
        try
        {
            return new TensorShape(sizes);
        }
        catch (ShapeMismatchException error)
        {
            throw new ModelFormatException($"{path}: {error.Message}", error);
        }
    }

    private static Tensor ReadElements(Stream file, DataType type, TensorShape shape)
    {
        Tensor tensor = Tensor.Create(type, shape);
        file.ReadExactly(tensor.AsBytes());
        if (type == DataType.Bool)
        {
            // Any byte but 0 is true, and true is 1.
            foreach (ref byte value in tensor.AsBytes())
                value = value == 0 ? (byte)0 : (byte)1;
        }

        return tensor;
    }

    private static Tensor FromFortran(Tensor reversed, DataType type, TensorShape shape)
    {
        Tensor result = Tensor.Create(type, shape);
        int size = DataTypes.SizeOf(type);
        Span<byte> from = reversed.AsBytes(), to = result.AsBytes();
        Span<int> index = stackalloc int[shape.Rank];
        for (int i = 0; i < shape.Length; i++)
        {
            int source = 0;
            for (int axis = shape.Rank - 1; axis >= 0; axis--)
                source = (source * shape[axis]) + index[axis];
            from.Slice(source * size, size).CopyTo(to[(i * size)..]);
            for (int axis = shape.Rank - 1; axis >= 0 && ++index[axis] == shape[axis]; axis--)
                index[axis] = 0;
        }

        return result;
    }

    private static byte[] Header(Tensor tensor)
    {
        string descr = Types.First(t => t.Type == tensor.DataType).Descr;
        string sizes = string.Join(", ", tensor.Shape.Sizes.ToArray());
        string shape = tensor.Shape.Rank == 1 ? $"({sizes},)" : $"({sizes})";
        string header = $"{{'descr': '{descr}', 'fortran_order': False, 'shape': {shape}, }}";
        // The data starts at a multiple of 64, and the header ends with a line feed.
        int length = ((10 + header.Length + 1 + 63) / 64 * 64) - 10;
        byte[] bytes = new byte[10 + length];
        Magic.CopyTo(bytes);
        bytes[6] = 1;
        BinaryPrimitives.WriteUInt16LittleEndian(bytes.AsSpan(8), (ushort)length);
        Encoding.ASCII.GetBytes(header.PadRight(length - 1) + "\n", bytes.AsSpan(10));
        return bytes;
    }

    private static string Shorten(string text) => text.Length > 80 ? text[..80] + "..." : text.TrimEnd();
}
