using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>How <see cref="ModelSaver"/> writes a model.</summary>
public sealed record ModelSaveOptions
{
    /// <summary>What is used where nothing else is said.</summary>
    public static ModelSaveOptions Default { get; } = new();

    /// <summary>
    /// The first size of every input of two or more axes: fixed (<c>new Dimension(4)</c>) or open
    /// (<c>new Dimension(null, "batch")</c>); null leaves it as the model has it.
    /// </summary>
    public Dimension? Batch { get; init; }

    /// <summary>
    /// Shapes of inputs by name, with which the shapes of the outputs are found out. Of use where an input does not
    /// declare its rank, which then is declared by this shape, and where no usual size of a picture goes through the
    /// network. Sizes that the model leaves open stay open.
    /// </summary>
    public IReadOnlyDictionary<string, TensorShape>? InputShapes { get; init; }

    /// <summary>
    /// Bytes of the largest file that holds everything. Beyond, weights go into a second one, <c>NAME.onnx.data</c>.
    /// At most 2 GiB - 1, which is all that Protobuf can hold.
    /// </summary>
    public int FileBytes { get; init; } = int.MaxValue;

    /// <summary>Told how much has been written, 0..1, on the calling thread.</summary>
    public Action<double>? Progress { get; init; }

    /// <summary>Ends the writing; a file that was there is then still there, unchanged.</summary>
    public CancellationToken Cancellation { get; init; }
}
