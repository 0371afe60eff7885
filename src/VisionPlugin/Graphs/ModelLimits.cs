using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// What a model file may ask for. Checked before memory is allocated and before work is begun, so that a damaged or
/// hostile file ends in a typed error and not in an exhausted machine. A host that takes files from strangers may set
/// lower ones: <c>ModelLimits.Default with { ActivationBytes = 1L &lt;&lt; 30 }</c>.
/// </summary>
public sealed record ModelLimits
{
    /// <summary>Limits that leave room for every network that a desktop machine can run.</summary>
    public static ModelLimits Default { get; } = new();

    /// <summary>Bytes of the model file itself; 2 GiB - 1 is the most that Protobuf can hold.</summary>
    public int FileBytes { get; init; } = int.MaxValue;

    /// <summary>Nodes of the graph and of the graphs in it.</summary>
    public int Nodes { get; init; } = 30_000;

    /// <summary>Nodes after branches, loops and functions are written out.</summary>
    public int UnrolledNodes { get; init; } = 100_000;

    /// <summary>How deep graphs may lie in one another (If, Loop, Scan).</summary>
    public int GraphDepth { get; init; } = 8;

    /// <summary>Inputs of a node; as many outputs.</summary>
    public int NodeInputs { get; init; } = 1 << 14;

    /// <summary>Numbers in an attribute that is a list.</summary>
    public int AttributeElements { get; init; } = 1 << 20;

    /// <summary>Bytes of a text that is no name: an attribute, an entry of the metadata.</summary>
    public int TextBytes { get; init; } = 1 << 24;

    /// <summary>Characters of a name.</summary>
    public int NameLength { get; init; } = 4096;

    /// <summary>How deep messages may be nested.</summary>
    public int Nesting { get; init; } = 64;

    /// <summary>Axes of a tensor, at most <see cref="TensorShape.MaxRank"/>.</summary>
    public int Rank { get; init; } = TensorShape.MaxRank;

    /// <summary>Elements of one tensor: constant, input or computed.</summary>
    public int TensorElements { get; init; } = 1 << 29;

    /// <summary>Bytes of all constants together, external data included.</summary>
    public long ConstantBytes { get; init; } = 16L << 30;

    /// <summary>Bytes of the block of memory that all computed values share during a run.</summary>
    public long ActivationBytes { get; init; } = 8L << 30;

    /// <summary>
    /// Elements by which constants may grow when what depends on constants alone is computed before the first run. What
    /// goes beyond is left for the run.
    /// </summary>
    public long FoldedElements { get; init; } = 1L << 26;

    /// <summary>
    /// Operations (<see cref="Operators.Operator.CountWork"/>) that may be done before the first run to compute what
    /// depends on constants alone. What goes beyond is left for the run.
    /// </summary>
    public long FoldedWork { get; init; } = 1L << 30;

    /// <summary>
    /// Operations (<see cref="Operators.Operator.CountWork"/>) of one run: some 40 times those of the largest networks
    /// for pictures.
    /// </summary>
    public long RunWork { get; init; } = 1L << 46;
}
