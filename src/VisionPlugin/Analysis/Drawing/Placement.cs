using System.Collections.Immutable;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>Where everything of a drawing lies.</summary>
/// <param name="Boxes">One a node.</param>
/// <param name="Edges">One an edge.</param>
/// <param name="Width">Of the whole, from 0.</param>
/// <param name="Height">Of the whole, from 0.</param>
internal sealed record Placement(ImmutableArray<PlacedBox> Boxes, ImmutableArray<PlacedEdge> Edges, double Width, double Height);
