using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class ReduceTests
{
    // The examples of the ONNX specification: data [[[5, 1], [20, 2]], [[30, 1], [40, 2]], [[55, 1], [60, 2]]].
    private static readonly Tensor<float> Data = Floats([3, 2, 2], 5, 1, 20, 2, 30, 1, 40, 2, 55, 1, 60, 2);

    [Fact]
    public void One_axis_is_reduced()
    {
        Gives(Floats([3, 2], 12.5f, 1.5f, 35, 1.5f, 57.5f, 1.5f), new Reduce(ReduceFunction.Mean, KeepDims: false),
            Data, List(1));
        Gives(Floats([3, 1, 2], 20, 2, 40, 2, 60, 2), new Reduce(ReduceFunction.Max), Data, List(-2));
        Gives(Floats([3, 1, 2], 5, 1, 30, 1, 55, 1), new Reduce(ReduceFunction.Min), Data, List(1));
        Gives(Floats([3, 1, 2], 20.000000305902f, 2.31326175f, 40.00004577f, 2.31326175f, 60.00671387f, 2.31326175f),
            new Reduce(ReduceFunction.LogSumExp), Data, List(1));
    }

    [Fact]
    public void Several_axes_are_reduced_together()
    {
        Gives(Floats([1, 2, 1], 93, 126), new Reduce(ReduceFunction.Sum), Data, List(2, 0));
        Gives(Floats([], 219), new Reduce(ReduceFunction.Sum, KeepDims: false), Data);
        Gives(Floats([1, 1, 1], 18.25f), new Reduce(ReduceFunction.Mean), Data, new Tensor<long>([0]));
    }

    [Fact]
    public void Every_function_has_its_value()
    {
        Tensor x = Floats([3], -1, 2, 3);
        (ReduceFunction, double)[] expected =
        [
            (ReduceFunction.Sum, 4), (ReduceFunction.Mean, 4 / 3.0), (ReduceFunction.Prod, -6), (ReduceFunction.Max, 3),
            (ReduceFunction.Min, -1), (ReduceFunction.SumSquare, 14), (ReduceFunction.L1, 6),
            (ReduceFunction.L2, Math.Sqrt(14)),
            (ReduceFunction.LogSum, Math.Log(4)),
            (ReduceFunction.LogSumExp, Math.Log(Math.Exp(-1) + Math.Exp(2) + Math.Exp(3))),
        ];
        Assert.Equal(Enum.GetValues<ReduceFunction>().Length, expected.Length);
        foreach ((ReduceFunction function, double value) in expected)
            Gives(Floats([1], (float)value), new Reduce(function), x);
    }

    [Fact]
    public void LogSumExp_of_large_values_does_not_overflow() =>
        Gives(Floats([1], 10000.6931f), new Reduce(ReduceFunction.LogSumExp), Floats([2], 10000, 10000));

    [Fact]
    public void Infinities_and_NaN_are_those_of_IEEE()
    {
        Tensor infinite = Floats([2], float.PositiveInfinity, 1), nan = Floats([3], 1, float.NaN, 2);
        Gives(Floats([1], float.PositiveInfinity), new Reduce(ReduceFunction.LogSumExp), infinite);
        foreach (ReduceFunction function in Enum.GetValues<ReduceFunction>())
            Gives(Floats([1], float.NaN), new Reduce(function), nan);
    }

    [Fact]
    public void Empty_sets_have_the_neutral_value()
    {
        float inf = float.PositiveInfinity;
        (ReduceFunction, float)[] expected =
        [
            (ReduceFunction.Sum, 0), (ReduceFunction.Mean, float.NaN), (ReduceFunction.Prod, 1),
            (ReduceFunction.Max, -inf),
            (ReduceFunction.Min, inf), (ReduceFunction.SumSquare, 0), (ReduceFunction.L1, 0), (ReduceFunction.L2, 0),
            (ReduceFunction.LogSum, -inf), (ReduceFunction.LogSumExp, -inf),
        ];
        foreach ((ReduceFunction function, float value) in expected)
            Gives(Floats([2, 1], value, value), new Reduce(function), Floats([2, 0]), List(1));
        Gives(new Tensor<sbyte>([1], [sbyte.MinValue]), new Reduce(ReduceFunction.Max), new Tensor<sbyte>([0]));
        Gives(new Tensor<byte>([1], [255]), new Reduce(ReduceFunction.Min), new Tensor<byte>([0]));
        Gives(new Tensor<int>([1], [0]), new Reduce(ReduceFunction.Mean), new Tensor<int>([0]));
    }

    [Fact]
    public void Nothing_is_reduced_where_that_was_asked_for()
    {
        Gives(Data, new Reduce(ReduceFunction.Sum, NoopWithEmptyAxes: true), Data, new Tensor<long>([0]));
        Gives(Floats([2], 4, 9), new Reduce(ReduceFunction.SumSquare, true, NoopWithEmptyAxes: true),
            Floats([2], -2, 3));
    }

    [Fact]
    public void Integers_are_exact_and_wrap_around()
    {
        long big = (1L << 53) + 1;
        Assert.Equal(
            [2 * big],
            Run(new Reduce(ReduceFunction.Sum), new Tensor<long>([2], [big, big]))[0].AsSpan<long>().ToArray());
        Gives(new Tensor<int>([1], [int.MinValue]), new Reduce(ReduceFunction.Sum),
            new Tensor<int>([2], [int.MaxValue, 1]));
        Gives(new Tensor<int>([1], [-2]), new Reduce(ReduceFunction.Mean), new Tensor<int>([2], [-2, -3]));
        Gives(new Tensor<int>([1], [5]), new Reduce(ReduceFunction.L2), new Tensor<int>([2], [3, -4]));
        Gives(new Tensor<ulong>([1], [ulong.MaxValue]), new Reduce(ReduceFunction.Max),
            new Tensor<ulong>([2], [1, ulong.MaxValue]));
    }

    [Fact]
    public void Of_flags_max_is_any_and_min_is_all()
    {
        var flags = new Tensor<bool>([2, 2], [true, false, true, true]);
        Gives(new Tensor<bool>([2, 1], [true, true]), new Reduce(ReduceFunction.Max), flags, List(1));
        Gives(new Tensor<bool>([2, 1], [false, true]), new Reduce(ReduceFunction.Min), flags, List(1));
        Gives(new Tensor<bool>([1], [true]), new Reduce(ReduceFunction.Min), new Tensor<bool>([0]));
        Assert.Throws<ShapeMismatchException>(() => Run(new Reduce(ReduceFunction.Sum), flags));
    }

    [Fact]
    public void Wrong_axes_are_named()
    {
        Assert.Contains("axes names axis 3 of a tensor of rank 3", Fault(List(3)));
        Assert.Contains("twice", Fault(List(0, -3)));
        Assert.Contains("names 4 axes", Fault(List(0, 1, 2, 3)));
    }

    private static Tensor<long> List(params long[] values) => new([values.Length], values);

    private static string Fault(Tensor axes) =>
        Assert.Throws<ShapeMismatchException>(() => Run(new Reduce(ReduceFunction.Sum), Data, axes)).Message;
}
