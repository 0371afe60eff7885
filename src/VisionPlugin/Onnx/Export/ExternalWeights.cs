using System.Globalization;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>A model whose weights are in a file beside it; what is small stays, for tools that look at shapes.</summary>
internal sealed class ExternalWeights
{
    // Smaller constants are axes, shapes and scalars.
    private const int LeastBytes = 1024;

    // Readers may map the file into memory: a tensor begins at a page.
    private const int Alignment = 4096;

    private readonly List<(long Offset, Tensor Value)> _weights;

    private ExternalWeights(ExportedModel model, List<(long Offset, Tensor Value)> weights) =>
        (Model, _weights) = (model, weights);

    /// <summary>The model, which names places in the second file.</summary>
    public ExportedModel Model { get; }

    /// <summary>Moves the weights of a model into a file.</summary>
    /// <param name="model">The model.</param>
    /// <param name="file">The file's name, without a folder.</param>
    public static ExternalWeights Of(ExportedModel model, string file)
    {
        var weights = new List<(long, Tensor)>();
        var small = new List<KeyValuePair<string, Tensor>>();
        ModelProto proto = model.Proto.Clone();
        long end = 0;
        foreach ((string name, Tensor value) in model.Constants)
        {
            if (value.ByteLength < LeastBytes)
            {
                small.Add(KeyValuePair.Create(name, value));
                continue;
            }

            long offset = (end + Alignment - 1) / Alignment * Alignment;
            TensorProto header = OnnxWriter.Header(name, value);
            header.DataLocation = 1;
            header.ExternalData.Add(Entry("location", file));
            header.ExternalData.Add(Entry("offset", offset.ToString(CultureInfo.InvariantCulture)));
            header.ExternalData.Add(Entry("length", value.ByteLength.ToString(CultureInfo.InvariantCulture)));
            proto.Graph.Initializer.Add(header);
            weights.Add((offset, value));
            end = offset + value.ByteLength;
        }

        return new ExternalWeights(new ExportedModel(model.Name, proto, small), weights);
    }

    /// <summary>Writes the second file.</summary>
    public void Write(Stream stream, SaveProgress progress)
    {
        byte[] padding = new byte[Alignment];
        long position = 0;
        foreach ((long offset, Tensor value) in _weights)
        {
            stream.Write(padding.AsSpan(0, (int)(offset - position)));
            progress.Write(value, stream);
            position = offset + value.ByteLength;
        }
    }

    private static StringStringEntryProto Entry(string key, string value) => new() { Key = key, Value = value };
}
