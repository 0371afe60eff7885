using System.Buffers.Binary;
using System.Text.Json;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>
/// Reads the safetensors format: eight bytes with the header's length, a JSON object of name to type, shape and byte range,
/// then the data, little endian.
/// </summary>
internal static class SafeTensorsFile
{
    private const int MaxHeader = 100_000_000;

    private static readonly Dictionary<string, DataType> Types = new(StringComparer.Ordinal)
    {
        ["F64"] = DataType.Float64,
        ["F32"] = DataType.Float32,
        ["F16"] = DataType.Float16,
        ["I64"] = DataType.Int64,
        ["I32"] = DataType.Int32,
        ["I16"] = DataType.Int16,
        ["I8"] = DataType.Int8,
        ["U8"] = DataType.UInt8,
        ["BOOL"] = DataType.Bool,
    };

    /// <summary>All tensors of a file. Those of a type that tensors cannot have (BF16, F8) are an error.</summary>
    /// <exception cref="ModelFormatException">The file is damaged, or exceeds a limit.</exception>
    public static Dictionary<string, Tensor> Read(string path, ModelLimits? limits)
    {
        limits ??= ModelLimits.Default;
        try
        {
            using FileStream file = File.OpenRead(path);
            return Read(file, path, limits);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or JsonException
            or InvalidOperationException or FormatException or OverflowException or ArgumentException
            or KeyNotFoundException or ShapeMismatchException)
        {
            throw new ModelFormatException($"{path}: cannot read the weights: {error.Message}", error);
        }
    }

    private static Dictionary<string, Tensor> Read(FileStream file, string path, ModelLimits limits)
    {
        Span<byte> start = stackalloc byte[8];
        file.ReadExactly(start);
        ulong length = BinaryPrimitives.ReadUInt64LittleEndian(start);
        if (length > MaxHeader || length > (ulong)(file.Length - 8))
            throw new ModelFormatException($"{path}: not a safetensors file: its header would have {length} bytes, the file has {file.Length}.");
        byte[] header = new byte[length];
        file.ReadExactly(header);
        long data = file.Position, total = 0;
        using JsonDocument json = JsonDocument.Parse(header);
        var tensors = new Dictionary<string, Tensor>(StringComparer.Ordinal);
        foreach (JsonProperty entry in json.RootElement.EnumerateObject().Where(e => e.Name != "__metadata__"))
        {
            string type = entry.Value.GetProperty("dtype").GetString()!;
            if (!Types.TryGetValue(type, out DataType dataType))
                throw new ModelFormatException($"{path}: '{entry.Name}' has the element type {type}; supported are {string.Join(", ", Types.Keys)}.");
            TensorShape shape = [.. entry.Value.GetProperty("shape").EnumerateArray().Select(s => s.GetInt32())];
            long begin = entry.Value.GetProperty("data_offsets")[0].GetInt64(), end = entry.Value.GetProperty("data_offsets")[1].GetInt64();
            long bytes = (long)shape.Length * DataTypes.SizeOf(dataType);
            if (begin < 0 || end - begin != bytes || end > file.Length - data)
                throw new ModelFormatException($"{path}: '{entry.Name}', {dataType}{shape}, needs {bytes} bytes; its range {begin} to {end} does not fit.");
            if (shape.Length > limits.TensorElements || (total += bytes) > limits.ConstantBytes)
                throw new ModelFormatException($"{path}: '{entry.Name}' exceeds the limits of {limits.TensorElements} elements or {limits.ConstantBytes} bytes in all.");
            Tensor tensor = Tensor.Create(dataType, shape);
            file.Position = data + begin;
            file.ReadExactly(tensor.AsBytes());
            tensors.Add(entry.Name, tensor);
        }

        return tensors;
    }
}
