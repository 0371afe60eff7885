using VisionPlugin.Graphs;

namespace VisionPlugin.Execution;

/// <summary>A node whose weights stay in single precision although the worker stores them shorter.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reason">Why.</param>
public sealed record UnreducedNode(Node Node, string Reason)
{
    /// <summary>The node and the reason.</summary>
    public override string ToString() => $"{Node}: {Reason}";
}
