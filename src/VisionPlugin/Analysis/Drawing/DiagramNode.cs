using System.Collections.Immutable;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>A box of a drawing.</summary>
/// <param name="Title">First line, in bold.</param>
/// <param name="Lines">Further lines.</param>
/// <param name="Kind">What it is for; null for an input or output of the network.</param>
/// <param name="Details">What is shown on pointing at it, one line each.</param>
internal sealed record DiagramNode(string Title, ImmutableArray<string> Lines, LayerKind? Kind, ImmutableArray<string> Details);
