using Google.Protobuf;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>
/// Writes a model message whose initialisers are appended from the tensors themselves: a message that held all weights
/// would need their memory once more.
/// </summary>
internal static class OnnxWriter
{
    // Field numbers: onnx.proto.
    private const int GraphField = 7, InitializerField = 5, RawDataField = 9;

    /// <summary>Bytes of the file.</summary>
    public static long SizeOf(ExportedModel model)
    {
        long graph = GraphSize(model);
        return RestOf(model).CalculateSize() + FieldSize(graph);
    }

    /// <summary>Writes the file; the stream stays open.</summary>
    public static void Write(ExportedModel model, Stream stream, SaveProgress progress)
    {
        using var output = new CodedOutputStream(stream, leaveOpen: true);
        RestOf(model).WriteTo(output);
        StartField(output, GraphField, checked((int)GraphSize(model)));
        model.Proto.Graph.WriteTo(output);
        foreach ((string name, Tensor value) in model.Constants)
        {
            TensorProto header = Header(name, value);
            StartField(output, InitializerField, (int)TensorSize(header, value));
            header.WriteTo(output);
            StartField(output, RawDataField, (int)value.ByteLength);
            output.Flush();
            progress.Write(value, stream);
        }

        output.Flush();
    }

    /// <summary>Name, type and dims of a tensor.</summary>
    public static TensorProto Header(string name, Tensor value)
    {
        var header = new TensorProto { Name = name, DataType = OnnxTypes.NumberOf(value.DataType) };
        foreach (int size in value.Shape)
            header.Dims.Add(size);
        return header;
    }

    private static ModelProto RestOf(ExportedModel model)
    {
        ModelProto rest = model.Proto.Clone();
        rest.Graph = null;
        return rest;
    }

    private static long GraphSize(ExportedModel model) => model.Proto.Graph.CalculateSize()
        + model.Constants.Sum(c => FieldSize(TensorSize(Header(c.Key, c.Value), c.Value)));

    private static long TensorSize(TensorProto header, Tensor value) =>
        header.CalculateSize() + FieldSize(value.ByteLength);

    // A tag below 16 is one byte, then the length, then the bytes.
    private static long FieldSize(long bytes) => 1 + CodedOutputStream.ComputeInt64Size(bytes) + bytes;

    private static void StartField(CodedOutputStream output, int field, int length)
    {
        output.WriteTag(field, WireFormat.WireType.LengthDelimited);
        output.WriteLength(length);
    }
}
