using VisionPlugin.Tensors;

namespace VisionPlugin.Building;

/// <summary>A parameter that a layer needs.</summary>
/// <param name="Name">Full name: <c>layer1.0.conv1.weight</c>.</param>
/// <param name="Shape">Shape.</param>
/// <param name="Role">What it is used for.</param>
/// <param name="FanIn">How many products are summed up for one output, for kernels.</param>
public readonly record struct WeightRequest(string Name, TensorShape Shape, WeightRole Role, int FanIn);
