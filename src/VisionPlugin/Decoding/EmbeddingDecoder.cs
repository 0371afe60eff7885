using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>Takes an output of D numbers, (1, D) or (1, D, 1, 1), as a point whose distance to others means likeness.</summary>
public sealed class EmbeddingDecoder : Decoder
{
    /// <inheritdoc/>
    public override int OutputCount => 1;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        if (outputs[0].Length == 0 || (outputs[0].Rank > 1 && outputs[0][0] != 1))
            throw Mismatch("embedding", "[1, D]", outputs[0]);
    }
}
