using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Comparison;

/// <summary>
/// An output of the model on one backend, from a run like in production: values share memory over time.
/// </summary>
/// <param name="Backend">The backend.</param>
/// <param name="Output">The output's name.</param>
/// <param name="Shape">Its shape.</param>
/// <param name="Difference">How far it is from the first backend's.</param>
public sealed record OutputComparison(
    BackendType Backend, string Output, TensorShape Shape, TensorDifference Difference);
