using System.Collections.Immutable;
using VisionPlugin.Operators;

namespace VisionPlugin.Graphs;

/// <summary>An operator in a graph, with the names of the values that it reads and writes.</summary>
/// <param name="Name">Unique name, for messages and layer-wise comparison.</param>
/// <param name="Operator">What to compute.</param>
/// <param name="Inputs">Value names; "" where an optional input is absent.</param>
/// <param name="Outputs">Value names; "" where an optional output is not wanted.</param>
public sealed record Node(string Name, Operator Operator, ImmutableArray<string> Inputs, ImmutableArray<string> Outputs)
{
    /// <summary>Name and operator: <c>conv1 (Conv)</c>.</summary>
    public override string ToString() => $"{Name} ({Operator.Name})";
}
