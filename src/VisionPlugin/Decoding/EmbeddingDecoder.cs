using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>Takes an output of D numbers, (1, D) or (1, D, 1, 1), as a point whose distance to others means likeness.</summary>
public sealed class EmbeddingDecoder : Decoder
{
    /// <summary>
    /// Name of the model that finds what the network describes; null if it describes whole pictures. Whoever has models by
    /// name opens it: a <see cref="Components.RegionEmbedder"/> takes what it finds.
    /// </summary>
    public string? Detector { get; init; }

    /// <summary>Least and most <see cref="Margin"/>.</summary>
    internal const float LeastMargin = -0.45f, MostMargin = 4;

    /// <summary>
    /// What of the surroundings belongs to an object that the detector finds: this share of the box's width and height is
    /// added on each side. -0.45 to 4; below 0, the object is less than its box.
    /// </summary>
    public float Margin { get; init; }

    /// <summary>
    /// Two points closer than this, by <see cref="Neighbours.Metric.L2"/>, are the same thing; null if nobody knows.
    /// </summary>
    public float? Threshold { get; init; }

    /// <inheritdoc/>
    public override int OutputCount => 1;

    /// <inheritdoc/>
    public override void Validate(ReadOnlySpan<TensorShape> outputs, int? classes)
    {
        if (outputs[0].Length == 0 || (outputs[0].Rank > 1 && outputs[0][0] != 1))
            throw Mismatch("embedding", "[1, D]", outputs[0]);
    }
}
