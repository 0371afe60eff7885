using VisionPlugin.Building;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons.Tools;

/// <summary>Kernels of ones, scaled to the sum <paramref name="sum"/> if it is not 0; biases of 0.</summary>
internal sealed class Ones(float sum = 0) : IWeightSource
{
    public Tensor Get(WeightRequest request) => Maps.Of(
        request.Shape, _ => request.Role != WeightRole.Kernel ? 0 : sum == 0 ? 1 : sum / request.FanIn);
}
