using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx.Export;

/// <summary>Writes weights in parts, tells how far it is, and stops when it is asked to.</summary>
internal sealed class SaveProgress(ExportedModel model, ModelSaveOptions options)
{
    private const int PartBytes = 1 << 22;

    private readonly long _total = Math.Max(1, model.Constants.Sum(c => c.Value.ByteLength));
    private long _done;

    /// <summary>Writes the elements of a tensor.</summary>
    public void Write(Tensor tensor, Stream stream)
    {
        Tensor host = tensor.IsOnHost ? tensor : tensor.ReadbackAndClone();
        ReadOnlySpan<byte> rest = host.AsBytes();
        while (!rest.IsEmpty)
        {
            options.Cancellation.ThrowIfCancellationRequested();
            ReadOnlySpan<byte> part = rest[..Math.Min(PartBytes, rest.Length)];
            stream.Write(part);
            rest = rest[part.Length..];
            _done += part.Length;
            options.Progress?.Invoke((double)_done / _total);
        }
    }
}
