using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Comparison;

/// <summary>What two backends make of a layer that was fed with the first one's values.</summary>
/// <param name="Layer">The layer.</param>
/// <param name="Difference">How far the backend is from the first one.</param>
/// <param name="Expected">The first backend's values; a host tensor.</param>
/// <param name="Actual">The backend's values; a host tensor.</param>
public sealed record LayerValues(LayerComparison Layer, LayerDifference Difference, Tensor Expected, Tensor Actual);
