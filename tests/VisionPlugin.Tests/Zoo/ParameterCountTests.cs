using VisionPlugin.Building;
using VisionPlugin.Tensors;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Zoo;

public class ParameterCountTests
{
    public static TheoryData<string> Names => [.. ModelZoo.Entries.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_network_has_the_parameters_that_its_entry_states(string name)
    {
        var weights = new CountedWeights();
        _ = ModelZoo.Create(name, weights);
        Assert.Equal(ModelZoo.Find(name).Parameters, weights.Trained);
    }

    // Shapes only: no network's weights are made.
    private sealed class CountedWeights : IWeightSource
    {
        public long Trained { get; private set; }

        public Tensor Get(WeightRequest request)
        {
            if (request.Role is not (WeightRole.Mean or WeightRole.Variance))
                Trained += request.Shape.Length;
            return new Tensor<float>(request.Shape);
        }
    }
}
