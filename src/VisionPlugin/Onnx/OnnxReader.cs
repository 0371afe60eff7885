using Google.Protobuf;
using VisionPlugin.Graphs;

namespace VisionPlugin.Onnx;

/// <summary>Parses the bytes of an ONNX file; what they mean is the importer's business.</summary>
internal static class OnnxReader
{
    /// <summary>Reads a file.</summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ModelFormatException">It is not an ONNX model, damaged or over a limit.</exception>
    public static ModelProto Read(string path, ModelLimits limits)
    {
        using FileStream stream = ModelLoader.Open(path, limits);
        return Read(stream, path, limits);
    }

    /// <summary>Reads a whole stream.</summary>
    /// <param name="stream">The stream, at the model's first byte.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="limits">What the file may ask for.</param>
    /// <exception cref="ModelFormatException">It is not an ONNX model, damaged or over a limit.</exception>
    public static ModelProto Read(Stream stream, string source, ModelLimits limits)
    {
        ModelProto model = Parse(ModelProto.Parser, stream, source, "an ONNX model", limits);
        if (model.IrVersion <= 0 || model.Graph is null)
            throw new ModelFormatException($"{source} is empty or not an ONNX model: it has no version or no graph.");
        if (model.IrVersion < 3)
        {
            throw new ModelFormatException(
                $"{source} has ONNX IR version {model.IrVersion}; 3 (ONNX 1.0) is the oldest that can be read.");
        }

        return model;
    }

    /// <summary>Reads a tensor in a file of its own, as recorded tests have them.</summary>
    /// <param name="path">The file.</param>
    /// <param name="source">Its name, for messages.</param>
    /// <param name="limits">What the file may ask for.</param>
    /// <exception cref="ModelFormatException">It is missing, not a tensor, damaged or over a limit.</exception>
    public static TensorProto ReadTensor(string path, string source, ModelLimits limits)
    {
        if (!File.Exists(path))
            throw new ModelFormatException($"{source} is missing.");
        using FileStream stream = File.OpenRead(path);
        return Parse(TensorProto.Parser, stream, source, "an ONNX tensor", limits);
    }

    private static T Parse<T>(MessageParser<T> parser, Stream stream, string source, string kind, ModelLimits limits)
        where T : IMessage<T>
    {
        try
        {
            CodedInputStream input = CodedInputStream.CreateWithLimits(stream, limits.FileBytes, limits.Nesting);
            return parser.WithDiscardUnknownFields(true).ParseFrom(input);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new ModelFormatException(
                $"{source} is not {kind}, or it is damaged or truncated: {error.Message}", error);
        }
    }
}
