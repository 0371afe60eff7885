using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Normalisations that compute their own statistics: by channel, by group of channels, over the last axes.</summary>
public static class NormalizationCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Channels("4 channels", new InstanceNormalization(), [1, 4, 6, 5]),
        Channels("batch 2 odd", new InstanceNormalization(), [2, 7, 5, 9]),
        Channels("epsilon 0.1 large plane", new InstanceNormalization(0.1f), [1, 3, 33, 37]),
        Channels("1-D", new InstanceNormalization(), [2, 5, 11]),
        Channels("3-D", new InstanceNormalization(), [1, 3, 4, 3, 5]),
        Channels("2 groups", new GroupNormalization(2), [2, 6, 5, 3]),
        Channels("groups of 4 channels", new GroupNormalization(3), [1, 12, 7, 5]),
        Channels("one group", new GroupNormalization(1), [2, 5, 4, 3]),
        Channels("a group a channel", new GroupNormalization(5, 0.1f), [1, 5, 4, 3]),
        Channels("(N, C)", new GroupNormalization(3), [4, 9]),
        Channels("3-D", new GroupNormalization(2), [1, 6, 3, 2, 5]),
        Parameters("one scale a group", new GroupNormalization(2), [2, 6, 5, 3], [2], [2]),
        Parameters("last axis", new LayerNormalization(), [2, 5, 13], [13], [13]),
        Parameters("last axis of 4", new LayerNormalization(-1, 0.1f), [2, 3, 5, 7], [7], [7]),
        Parameters("axis 1 of 4", new LayerNormalization(1), [2, 5, 4, 3], [5, 4, 3], [5, 4, 3]),
        Parameters("axis 2, scale of the last", new LayerNormalization(2), [2, 5, 4, 3], [3], [4, 1]),
        Parameters("axis 0", new LayerNormalization(0), [3, 7], [3, 7], [3, 7]),
        Parameters("no B", new LayerNormalization(), [4, 130], [130], null),
        Parameters("statistics", new LayerNormalization(-2), [3, 5, 6], [5, 6], [6]) with { Outputs = 3 },
        Parameters("computed scale, statistics", new LayerNormalization(2), [2, 5, 4, 33], [33], [4, 1]) with
        {
            FirstConstant = 3, Outputs = 2,
        },
        Parameters("computed scale, no B", new LayerNormalization(), [4, 13], [13], null) with { FirstConstant = 3 },
        Channels("computed scale", new InstanceNormalization(), [2, 7, 5, 9]) with { FirstConstant = 3 },
        Channels("computed scale", new GroupNormalization(2), [2, 6, 5, 3]) with { FirstConstant = 3 },
        RootMeanSquare("last axis", new(-1, 1e-5f, false), [2, 5, 13], [13]),
        RootMeanSquare("axis 1 of 4", new(1, 0.1f, false), [2, 5, 4, 3], [5, 4, 3]),
        RootMeanSquare("axis 2, scale of the last", new(2, 1e-5f, false), [2, 5, 4, 3], [3]),
        RootMeanSquare("long rows", new(-1, 1e-5f, false), [3, 5000], [5000]),
        Parameters("long rows", new LayerNormalization(), [3, 9001], [9001], [9001]),
    ];

    private static OperatorCase Channels(string name, Operator op, TensorShape x) => Parameters(name, op, x, [x[1]], [x[1]]);

    private static OperatorCase Parameters(string name, Operator op, TensorShape x, TensorShape scale, TensorShape? b) =>
        new(name, op, RandomTensor.Uniform(x, 1, -1, 3), RandomTensor.Uniform(scale, 2, 0.5f, 2),
            b is { } shape ? RandomTensor.Uniform(shape, 3) : null);

    private static OperatorCase RootMeanSquare(string name, LayerNormalization op, TensorShape x, TensorShape scale) =>
        new(name, op, RandomTensor.Uniform(x, 1, -1, 3), RandomTensor.Uniform(scale, 2, 0.5f, 2));
}
