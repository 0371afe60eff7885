using VisionPlugin.Operators;

namespace VisionPlugin.Building;

/// <summary>Normalisation layers.</summary>
public static class LayerNorms
{
    /// <summary>
    /// Batch normalisation with statistics from training. Weights <c>NAME.weight</c>, <c>.bias</c>, <c>.running_mean</c>,
    /// <c>.running_var</c>.
    /// </summary>
    /// <param name="x">Input (N, C, ...).</param>
    /// <param name="epsilon">Added to the variance.</param>
    /// <param name="role">
    /// <see cref="WeightRole.BranchScale"/> for the last one of a residual branch, which keeps deep seeded networks finite.
    /// </param>
    /// <param name="name">Name; bn1, bn2, ... if null.</param>
    public static Layer BatchNorm(this Layer x, float epsilon = 1e-5f, WeightRole role = WeightRole.Scale, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "bn");
        return x.Builder.Add(layer, new BatchNormalization(epsilon), x,
            Vector(x, layer, "weight", role), Vector(x, layer, "bias", WeightRole.Bias),
            Vector(x, layer, "running_mean", WeightRole.Mean), Vector(x, layer, "running_var", WeightRole.Variance));
    }

    /// <summary>Normalisation over groups of channels of each picture (Wu and He 2018).</summary>
    public static Layer GroupNorm(this Layer x, int groups, float epsilon = 1e-5f, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "gn");
        return x.Builder.Add(layer, new GroupNormalization(groups, epsilon), x,
            Vector(x, layer, "weight", WeightRole.Scale), Vector(x, layer, "bias", WeightRole.Bias));
    }

    /// <summary>Normalisation of each channel of each picture (Ulyanov et al. 2016).</summary>
    public static Layer InstanceNorm(this Layer x, float epsilon = 1e-5f, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "in");
        return x.Builder.Add(layer, new InstanceNormalization(epsilon), x,
            Vector(x, layer, "weight", WeightRole.Scale), Vector(x, layer, "bias", WeightRole.Bias));
    }

    /// <summary>
    /// Normalisation over all axes from <paramref name="axis"/> on (Ba et al. 2016): axis 1 normalises over the activations
    /// of a whole picture.
    /// </summary>
    public static Layer LayerNorm(this Layer x, int axis = 1, float epsilon = 1e-5f, string? name = null)
    {
        string layer = x.Builder.NameOf(name, "ln");
        int first = x.Shape.NormalizeAxis(axis);
        return x.Builder.Add(layer, new LayerNormalization(first, epsilon), x,
            x.Builder.Parameter($"{layer}.weight", [.. x.Shape.Sizes[first..]], WeightRole.Scale),
            x.Builder.Parameter($"{layer}.bias", [.. x.Shape.Sizes[first..]], WeightRole.Bias));
    }

    /// <summary>Local response normalisation across channels (Krizhevsky et al. 2012); see <see cref="Operators.Lrn"/>.</summary>
    public static Layer Lrn(this Layer x, int size = 5, float alpha = 1e-4f, float beta = 0.75f, float bias = 1, string? name = null) =>
        x.Builder.Add(x.Builder.NameOf(name, "lrn"), new Lrn(size, alpha, beta, bias), x);

    private static Layer Vector(Layer x, string layer, string name, WeightRole role) =>
        x.Builder.Parameter($"{layer}.{name}", [x.Channels], role);
}
