using VisionPlugin.Graphs;

namespace VisionPlugin.Execution;

/// <summary>A node that a backend cannot run.</summary>
/// <param name="Node">The node.</param>
/// <param name="Reason">Why not.</param>
public sealed record UnsupportedNode(Node Node, string Reason)
{
    /// <summary>All nodes of a graph that a backend cannot run, in their order.</summary>
    public static IReadOnlyList<UnsupportedNode> Find(CompiledGraph graph, IBackend backend) =>
    [
        .. graph.Model.Nodes.Select(node => (Node: node, Reason: backend.WhyUnsupported(node, graph.InputsOf(node))))
            .Where(n => n.Reason is not null).Select(n => new UnsupportedNode(n.Node, n.Reason!)),
    ];

    /// <summary>The node and the reason.</summary>
    public override string ToString() => $"{Node}: {Reason}";
}
