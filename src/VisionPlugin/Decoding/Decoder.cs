using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Decoding;

/// <summary>
/// Turns a network's raw outputs into results. Immutable and stateless: one may serve many workers.
/// </summary>
public abstract class Decoder
{
    /// <summary>Names of the outputs that it reads, in the order in which they are handed to it; empty for the model's own order.</summary>
    public ImmutableArray<string> Outputs { get; init; } = [];

    /// <summary>Number of outputs that it reads.</summary>
    public abstract int OutputCount { get; }

    /// <summary>Throws unless the outputs have the shapes that the decoder needs.</summary>
    /// <param name="outputs">Shape of each output.</param>
    /// <param name="classes">Number of classes; null if nobody said.</param>
    /// <exception cref="ShapeMismatchException">Gives the shapes expected and found.</exception>
    public abstract void Validate(ReadOnlySpan<TensorShape> outputs, int? classes);

    private protected static ShapeMismatchException Mismatch(string decoder, string expected, TensorShape found) =>
        new($"Decoder '{decoder}' expects an output of shape {expected}; the model's is {found}.");
}
