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

    /// <summary>
    /// Throws unless the outputs, whose shapes passed <see cref="Validate"/>, are those of an input of this size: as
    /// many predictions as the grids of the decoder have places.
    /// </summary>
    /// <param name="outputs">Shape of each output.</param>
    /// <param name="inputWidth">Columns of the network's input.</param>
    /// <param name="inputHeight">Rows of the network's input.</param>
    /// <exception cref="ShapeMismatchException">Gives the numbers expected and found.</exception>
    public virtual void ValidateInput(ReadOnlySpan<TensorShape> outputs, int inputWidth, int inputHeight)
    {
    }

    private protected static ShapeMismatchException Mismatch(string decoder, string expected, TensorShape found) =>
        new($"Decoder '{decoder}' expects an output of shape {expected}; the model's is {found}.");
}
