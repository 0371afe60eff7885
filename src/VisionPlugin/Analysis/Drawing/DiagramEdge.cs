namespace VisionPlugin.Analysis.Drawing;

/// <summary>An arrow of a drawing.</summary>
/// <param name="From">Index of the box that computes.</param>
/// <param name="To">Index of the box that reads, which is larger.</param>
/// <param name="Label">What flows.</param>
/// <param name="IsAmbiguous">True if the box that it comes from computes more than the label says.</param>
internal sealed record DiagramEdge(int From, int To, string Label, bool IsAmbiguous);
