using VisionPlugin.Building;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Zoo;

/// <summary>Weights of the right shapes that are all 0, whose memory is never touched, and how many are trained.</summary>
internal sealed class BlankWeights : IWeightSource
{
    public long Trained { get; private set; }

    public Tensor Get(WeightRequest request)
    {
        if (request.Role is not (WeightRole.Mean or WeightRole.Variance))
            Trained += request.Shape.Length;
        return new Tensor<float>(request.Shape);
    }
}
