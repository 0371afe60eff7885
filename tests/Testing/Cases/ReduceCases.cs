using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Every reduction over every kind of axes.</summary>
public static class ReduceCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Enum.GetValues<ReduceFunction>().SelectMany(Each),
        new OperatorCase("any", new Reduce(ReduceFunction.Max), RandomBool.Flags([5, 2, 3], 1), Integers.List(1)),
        new OperatorCase("each", new Reduce(ReduceFunction.Min, false), RandomBool.Flags([5, 2], 1), Integers.List(1)),
    ];

    private static IEnumerable<OperatorCase> Each(ReduceFunction function) =>
    [
        Case("spatial axes", function, [2, 7, 5, 3], 2, 3),
        Case("spatial axes, 8 channels", function, [1, 8, 6, 4], 2, 3),
        Case("channels", function, [2, 7, 5, 3], 1),
        Case("channels, 8", function, [1, 8, 5, 3], 1),
        Case("width", function, [2, 5, 4, 7], -1),
        Case("height", function, [2, 5, 4, 7], 2),
        Case("batch", function, [3, 5, 2, 3], 0),
        Case("batch and width", function, [3, 5, 2, 3], 3, 0),
        Case("channels and spatial axes", function, [2, 6, 3, 4], 1, 2, 3),
        Case("all", function, [2, 5, 3, 4]),
        Case("list", function, [11], 0),
        Case("matrix rows", function, [5, 7], 1),
        Case("matrix columns", function, [5, 7], 0),
        Case("3 axes", function, [2, 5, 7], 1),
        Case("5 axes", function, [2, 3, 2, 5, 3], 2, 4),
        Case("axis of size 1", function, [2, 5, 1, 3], 2),
        Drop("spatial axes dropped", function, [2, 7, 5, 3], 2, 3),
        Drop("channels dropped", function, [2, 7, 5, 3], 1),
        Drop("all dropped", function, [2, 5, 3, 4]),
        new OperatorCase("nothing", new Reduce(function, true, true), Data([2, 3])),
        new OperatorCase("int32", new Reduce(function), RandomInteger.Int32([2, 5, 3], 1, 1, 9), Integers.List(1)),
        new OperatorCase("of nothing", new Reduce(function), new Tensor<float>([2, 0, 3]), Integers.List(1)),
        new OperatorCase("int32 of nothing", new Reduce(function), new Tensor<int>([2, 0, 3]), Integers.List(1)),
        new OperatorCase("uint8", new Reduce(function), RandomInteger.Bytes([2, 40], 1), Integers.List(1)),
        new OperatorCase("int8", new Reduce(function), RandomInteger.SBytes([2, 5, 3], 1), Integers.List(1)),
        new OperatorCase("int64", new Reduce(function, false), RandomInteger.Int64([2, 5, 3], 1, 1, 9),
            Integers.List(0, 2)),
    ];

    private static OperatorCase Case(string name, ReduceFunction function, TensorShape x, params long[] axes) =>
        new(name, new Reduce(function), Data(x), axes.Length == 0 ? null : Integers.List(axes));

    private static OperatorCase Drop(string name, ReduceFunction function, TensorShape x, params long[] axes) =>
        new(name, new Reduce(function, KeepDims: false), Data(x), axes.Length == 0 ? null : Integers.List(axes));

    // Positive and near 1: logarithms exist and products of a hundred elements stay in range.
    private static Tensor<float> Data(TensorShape shape) => RandomTensor.Uniform(shape, 1, 0.7f, 1.4f);
}
