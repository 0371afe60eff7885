using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class SoftmaxTests
{
    [Fact]
    public void The_example_of_the_specification() =>
        Gives(Floats([1, 3], 0.09003058f, 0.24472848f, 0.66524094f), new Softmax(), Floats([1, 3], -1, 0, 1));

    [Fact]
    public void Large_numbers_do_not_overflow() => Gives(
        Floats([2, 4],
            0.032058604f, 0.08714432f, 0.23688284f, 0.6439143f, 0.032058604f, 0.08714432f, 0.23688284f, 0.6439143f),
        new Softmax(), Floats([2, 4], 0, 1, 2, 3, 10000, 10001, 10002, 10003));

    [Theory]
    [InlineData(0, false, 2)]
    [InlineData(1, false, 3)]
    [InlineData(-1, false, 4)]
    [InlineData(0, true, 24)]
    [InlineData(1, true, 12)]
    [InlineData(-1, true, 4)]
    public void Sums_go_over_one_axis_or_over_it_and_all_later_ones(int axis, bool flatten, int length) =>
        Gives(Filled([2, 3, 4], 1f / length), new Softmax(axis, flatten), Filled([2, 3, 4], 7));

    [Fact]
    public void Elements_along_a_middle_axis_belong_together()
    {
        float e = MathF.E, low = 1 / (1 + e), high = e / (1 + e);
        Gives(Floats([1, 2, 2], low, high, high, low), new Softmax(1), Floats([1, 2, 2], 0, 1, 1, 0));
    }

    [Fact]
    public void Nan_and_infinity_spoil_their_row_only() => Gives(
        Floats([4, 2], float.NaN, float.NaN, float.NaN, float.NaN, 0, 1, 0.5f, 0.5f), new Softmax(),
        Floats([4, 2], float.NaN, 1, float.PositiveInfinity, 1, float.NegativeInfinity, 1, 3, 3));

    [Fact]
    public void The_logarithm_keeps_its_digits_where_the_softmax_is_zero() => Gives(
        Floats([2, 2], -1000, 0, -0.6931472f, -0.6931472f), new Softmax(Log: true), Floats([2, 2], 0, 1000, 5, 5));

    [Fact]
    public void Hardmax_marks_the_first_largest_element()
    {
        Tensor x = Floats([3, 3], 3, 1, 3, float.NaN, 9, float.NaN, -1, -2, -1);
        Gives(Floats([3, 3], 1, 0, 0, 1, 0, 0, 1, 0, 0), new Hardmax(), x);
        Gives(Floats([2, 2], 0, 1, 1, 0), new Hardmax(0), Floats([2, 2], 0, 5, 1, 4));
        Gives(Floats([2, 2], 0, 1, 0, 0), new Hardmax(0, Flatten: true), Floats([2, 2], 0, 5, 1, 4));
    }

    [Fact]
    public void Rows_are_divided_by_their_norm()
    {
        Gives(Floats([2, 2], 0.6f, -0.8f, 0, 0), new LpNormalization(), Floats([2, 2], 3, -4, 0, 0));
        Gives(Floats([2, 2], 0.75f, -1, -0.25f, 0), new LpNormalization(0, 1), Floats([2, 2], 3, -4, -1, 0));
        Assert.Contains("p must be 1 or 2", Error(new LpNormalization(0, 3), [2]));
    }

    [Fact]
    public void Empty_rows_take_no_time() => Assert.Equal(0,
        Run(new Softmax(1), new Tensor<float>([30000, 0, 30000]))[0].Shape.Length);

    [Fact]
    public void An_axis_beyond_the_shape_is_refused()
    {
        Assert.Contains("Axis 3", Error(new Softmax(3), [1, 2, 3]));
        Assert.Contains("Axis -4", Error(new Softmax(-4), [1, 2, 3]));
        Assert.Contains("Axis -1", Error(new Softmax(), default(TensorShape)));
    }
}
