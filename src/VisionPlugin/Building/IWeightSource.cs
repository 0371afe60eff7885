namespace VisionPlugin.Building;

/// <summary>Where a network under construction takes its parameters from.</summary>
public interface IWeightSource
{
    /// <summary>A host tensor of single precision and the wanted shape, which the model will own.</summary>
    /// <exception cref="WeightsException">There is none.</exception>
    Tensors.Tensor Get(WeightRequest request);
}
