using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// A network: nodes in an order in which each one's inputs are ready, constants, inputs and outputs. Immutable; passes
/// and workers share its constants and never write to them.
/// </summary>
public sealed record Model
{
    /// <summary>Name for messages: the file's name or the graph's.</summary>
    public required string Name { get; init; }

    /// <summary>Inputs that a run must set.</summary>
    public required ImmutableArray<ValueInfo> Inputs { get; init; }

    /// <summary>Names of the values that a run returns.</summary>
    public required ImmutableArray<string> Outputs { get; init; }

    /// <summary>The nodes, topologically sorted.</summary>
    public required ImmutableArray<Node> Nodes { get; init; }

    /// <summary>Weights and other constants by value name.</summary>
    public required ImmutableDictionary<string, Tensor> Constants { get; init; }

    /// <summary>Free-form key-value pairs of the file (producer, class names as exporters write them, ...).</summary>
    public ImmutableDictionary<string, string> Metadata { get; init; } = ImmutableDictionary<string, string>.Empty;
}
