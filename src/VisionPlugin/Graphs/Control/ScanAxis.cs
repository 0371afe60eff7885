namespace VisionPlugin.Graphs.Control;

/// <summary>How a tensor is taken apart into slices, or put together from them.</summary>
/// <param name="Axis">The axis; negative from the last one.</param>
/// <param name="IsReversed">True if the last slice comes first.</param>
internal readonly record struct ScanAxis(int Axis, bool IsReversed);
