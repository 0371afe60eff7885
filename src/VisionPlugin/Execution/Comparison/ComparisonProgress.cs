namespace VisionPlugin.Execution.Comparison;

/// <summary>How far a comparison, or a measurement of times, is.</summary>
/// <param name="Backend">The backend that is at work.</param>
/// <param name="Layer">The layer.</param>
/// <param name="Done">Layers that are done, on all backends.</param>
/// <param name="Total">Layers that there are to do.</param>
public readonly record struct ComparisonProgress(BackendType Backend, string Layer, int Done, int Total);
