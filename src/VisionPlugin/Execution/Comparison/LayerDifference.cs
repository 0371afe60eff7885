namespace VisionPlugin.Execution.Comparison;

/// <summary>How far a backend is from the first one at a layer.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="Alone">
/// The layer by itself, fed with the first backend's values: its own error. Decides the verdict.
/// </param>
/// <param name="EndToEnd">The layer within the whole run: the errors of all layers before it too.</param>
public sealed record LayerDifference(BackendType Backend, TensorDifference Alone, TensorDifference EndToEnd);
