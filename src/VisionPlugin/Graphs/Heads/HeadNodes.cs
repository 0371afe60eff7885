namespace VisionPlugin.Graphs.Heads;

/// <summary>What a network's head consists of.</summary>
/// <param name="Nodes">The nodes to be rewritten.</param>
/// <param name="Borders">The maps that they start from.</param>
internal sealed record HeadNodes(IReadOnlySet<Node> Nodes, IReadOnlySet<string> Borders);
