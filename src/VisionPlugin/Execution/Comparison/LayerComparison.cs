using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Comparison;

/// <summary>A value of the graph on all backends.</summary>
/// <param name="Node">Name of the node that computes it.</param>
/// <param name="Operator">The node's operator.</param>
/// <param name="Value">Name of the value.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Backends">One entry for each backend after the first, which is what they are compared with.</param>
public sealed record LayerComparison(
    string Node, string Operator, string Value, TensorShape Shape, ImmutableArray<LayerDifference> Backends)
{
    /// <summary>True if every backend computes this layer within tolerance from the same inputs.</summary>
    public bool IsWithin => Backends.All(b => b.Alone.IsWithin);
}
