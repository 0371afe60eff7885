using System.Collections.Immutable;

namespace VisionPlugin.Execution;

/// <summary>How much of a graph runs on the chosen backend.</summary>
/// <param name="Backend">The chosen backend.</param>
/// <param name="Nodes">Number of nodes of the graph.</param>
/// <param name="OnFallback">The nodes that run on the CPU backend instead, with the reason.</param>
/// <param name="Segments">
/// Parts of the graph between which values move from one backend to the other; 1 if none do.
/// </param>
public sealed record Coverage(BackendType Backend, int Nodes, ImmutableArray<UnsupportedNode> OnFallback, int Segments)
{
    /// <summary>The nodes on the chosen backend whose weights stay in single precision, with the reason.</summary>
    public ImmutableArray<UnreducedNode> Unreduced { get; init; } = [];

    /// <summary>For people: <c>212 of 214 nodes on GpuCompute, 2 on Cpu</c>.</summary>
    public override string ToString() => $"{Nodes - OnFallback.Length} of {Nodes} nodes on {Backend}"
        + (OnFallback.IsEmpty ? "" : $", {OnFallback.Length} on {BackendType.Cpu}")
        + (Unreduced.IsEmpty ? "" : $", {Unreduced.Length} with weights in single precision");
}
