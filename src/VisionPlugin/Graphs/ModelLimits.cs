using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// What a model file may ask for. Checked before memory is allocated, so that a damaged or hostile file ends in a typed
/// error and not in an exhausted machine.
/// </summary>
public sealed record ModelLimits
{
    /// <summary>Limits that leave room for every network that a desktop machine can run.</summary>
    public static ModelLimits Default { get; } = new();

    /// <summary>Bytes of the model file itself; 2 GiB - 1 is the most that Protobuf can hold.</summary>
    public int FileBytes { get; init; } = int.MaxValue;

    /// <summary>Nodes of the graph.</summary>
    public int Nodes { get; init; } = 30_000;

    /// <summary>Axes of a tensor, at most <see cref="TensorShape.MaxRank"/>.</summary>
    public int Rank { get; init; } = TensorShape.MaxRank;

    /// <summary>Elements of one tensor: constant, input or computed.</summary>
    public int TensorElements { get; init; } = 1 << 29;

    /// <summary>Bytes of all constants together, external data included.</summary>
    public long ConstantBytes { get; init; } = 16L << 30;

    /// <summary>Bytes of the block of memory that all computed values share during a run.</summary>
    public long ActivationBytes { get; init; } = 8L << 30;

    /// <summary>How deep messages may be nested.</summary>
    public int Nesting { get; init; } = 64;

    /// <summary>Characters of a name.</summary>
    public int NameLength { get; init; } = 4096;
}
