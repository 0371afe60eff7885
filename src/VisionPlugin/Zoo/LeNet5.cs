using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Zoo;

/// <summary>
/// LeNet-5: LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document Recognition (1998), section II.B.
/// Input (N, 1, 32, 32), output (N, 10).
/// </summary>
public static class LeNet5
{
    // Table I of the paper: which maps of S2 each map of C3 sees. The first six see three neighbours, the next nine four,
    // the last one all.
    private static readonly int[][] Threes = [[0, 1, 2], [1, 2, 3], [2, 3, 4], [3, 4, 5], [0, 4, 5], [0, 1, 5]];

    private static readonly int[][] Fours =
    [
        [0, 1, 2, 3], [1, 2, 3, 4], [2, 3, 4, 5], [0, 3, 4, 5], [0, 1, 4, 5], [0, 1, 2, 5],
        [0, 1, 3, 4], [1, 2, 4, 5], [0, 2, 3, 5],
    ];

    /// <summary>
    /// As it is taught today: C3 sees all maps, pooling is a plain mean, units are tanh(x), the output a linear layer with
    /// softmax. 61,706 parameters.
    /// </summary>
    public static Model Create(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("lenet5", weights);
        Layer x = net.Input([1, 1, 32, 32])
            .Conv2d(6, 5, name: "c1").Tanh().AveragePool(2, 2, name: "s2")
            .Conv2d(16, 5, name: "c3").Tanh().AveragePool(2, 2, name: "s4")
            .Conv2d(120, 5, name: "c5").Tanh().Flatten()
            .Linear(84, name: "f6").Tanh().Linear(10, name: "output");
        return net.Build(x.Softmax(name: "prob"));
    }

    /// <summary>
    /// As published: C3 with its connection table, subsampling with a trained factor and bias for each map, units
    /// 1.7159 tanh(2/3 x), and an output of squared distances to fixed codes, the smallest of which is the class. 60,000
    /// trained parameters; the 840 elements of the codes are not trained. The paper drew digits as codes, "while they could have
    /// been chosen at random with equal probabilities for -1 and +1", as is done here.
    /// </summary>
    public static Model CreateOriginal(IWeightSource? weights = null)
    {
        var net = new ModelBuilder("lenet5-original", weights);
        Layer s2 = Subsample(Squash(net.Input([1, 1, 32, 32]).Conv2d(6, 5, name: "c1")), "s2");
        Layer c3 = Table(s2, Threes, "c3.threes").Concat([Table(s2, Fours, "c3.fours"), s2.Conv2d(1, 5, name: "c3.all")], name: "c3");
        Layer f6 = Squash(Squash(Subsample(Squash(c3), "s4").Conv2d(120, 5, name: "c5")).Flatten().Linear(84, name: "f6"));
        return net.Build(Distances(f6));
    }

    private static Layer Table(Layer maps, int[][] seen, string name)
    {
        long[] channels = [.. seen.SelectMany(s => s).Select(c => (long)c)];
        Layer order = maps.Builder.Constant(new Tensor<long>([channels.Length], channels), name + "_maps");
        return maps.Builder.Add(name + "_seen", new Gather(1), maps, order).Conv2d(seen.Length, 5, groups: seen.Length, name: name);
    }

    private static Layer Subsample(Layer x, string name)
    {
        Layer mean = x.AveragePool(2, 2, name: name + "_mean");
        Layer factor = x.Builder.Parameter(name + ".weight", [1, x.Channels, 1, 1], WeightRole.Scale);
        Layer bias = x.Builder.Parameter(name + ".bias", [1, x.Channels, 1, 1], WeightRole.Bias);
        return Squash(mean.Times(factor).Plus(bias, name));
    }

    private static Layer Squash(Layer x) => x.Times(2f / 3).Tanh().Times(1.7159f);

    // |x - w|^2 for each of the ten codes w: the paper's equation 7.
    private static Layer Distances(Layer x)
    {
        var codes = new Tensor<float>([1, 10, 84]);
        uint state = 1998;
        foreach (ref float code in codes.AsSpan())
            code = ((state = (state * 1664525) + 1013904223) >> 31) == 0 ? -1 : 1;
        Layer differences = x.Builder.Add("differences", new Binary(BinaryFunction.Sub),
            x.Reshape([-1, 1, 84]), x.Builder.Constant(codes, "codes"));
        Layer axes = x.Builder.Constant(new Tensor<long>([1], [2]), "axes");
        return x.Builder.Add("distances", new Reduce(ReduceFunction.SumSquare, KeepDims: false), differences, axes);
    }
}
