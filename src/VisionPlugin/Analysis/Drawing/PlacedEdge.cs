using System.Collections.Immutable;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>The way of an arrow.</summary>
/// <param name="Edge">The arrow.</param>
/// <param name="Stops">
/// Vertical pieces that it runs through, from the lower end of the first box to the upper end of the second; the ways between
/// are curves.
/// </param>
/// <param name="IsDirect">True if it goes straight, behind boxes: one of too many long ones to route.</param>
internal sealed record PlacedEdge(DiagramEdge Edge, ImmutableArray<EdgeStop> Stops, bool IsDirect);
