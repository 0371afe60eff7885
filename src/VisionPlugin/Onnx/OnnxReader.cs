using Google.Protobuf;
using VisionPlugin.Graphs;

namespace VisionPlugin.Onnx;

/// <summary>Parses the bytes of an ONNX file; what they mean is the importer's business.</summary>
internal static class OnnxReader
{
    /// <summary>Reads a whole stream.</summary>
    /// <param name="stream">The stream, at the model's first byte.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="limits">What the file may ask for.</param>
    /// <exception cref="ModelFormatException">It is not an ONNX model, damaged or over a limit.</exception>
    public static ModelProto Read(Stream stream, string source, ModelLimits limits)
    {
        ModelProto model;
        try
        {
            CodedInputStream input = CodedInputStream.CreateWithLimits(stream, limits.FileBytes, limits.Nesting);
            model = ModelProto.Parser.WithDiscardUnknownFields(true).ParseFrom(input);
        }
        catch (InvalidProtocolBufferException error)
        {
            throw new ModelFormatException(
                $"{source} is not an ONNX model, or it is damaged or truncated: {error.Message}", error);
        }

        if (model.IrVersion <= 0 || model.Graph is null)
            throw new ModelFormatException($"{source} is empty or not an ONNX model: it has no version or no graph.");
        if (model.IrVersion < 3)
        {
            throw new ModelFormatException(
                $"{source} has ONNX IR version {model.IrVersion}; 3 (ONNX 1.0) is the oldest that can be read.");
        }

        return model;
    }
}
