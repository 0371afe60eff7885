using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

/// <summary>Compare, Logical, Not, Where, ArgReduce, TopK and NonZero: which elements, and where.</summary>
public class SelectionTests
{
    [Theory]
    [InlineData(CompareFunction.Equal, false, true, false, false)]
    [InlineData(CompareFunction.Less, true, false, false, false)]
    [InlineData(CompareFunction.LessOrEqual, true, true, false, false)]
    [InlineData(CompareFunction.Greater, false, false, true, false)]
    [InlineData(CompareFunction.GreaterOrEqual, false, true, true, false)]
    public void Comparisons_with_NaN_are_false(
        CompareFunction function, bool below, bool same, bool above, bool nan) => Gives(
        new Tensor<bool>([4], [below, same, above, nan]),
        new Compare(function), Floats([4], 1, 2, 3, float.NaN), Floats([], 2));

    [Fact]
    public void Large_integers_are_compared_exactly() => Gives(
        new Tensor<bool>([1], [false]), new Compare(CompareFunction.Equal),
        new Tensor<long>([1], [1L << 60]), new Tensor<long>([1], [(1L << 60) + 1]));

    [Fact]
    public void Whatever_is_not_zero_is_true()
    {
        Tensor<bool> a = new([2], [true, false]), b = new([2], [true, true]);
        a.AsBytes()[0] = 2;
        Gives(new Tensor<bool>([2], [true, false]), new Compare(CompareFunction.Equal), a, b);
        Gives(new Tensor<bool>([2], [true, false]), new Logical(LogicalFunction.And), a, b);
        Gives(new Tensor<bool>([2], [false, true]), new Logical(LogicalFunction.Xor), a, b);
        Gives(new Tensor<bool>([2], [false, true]), new Not(), a);
        Gives(Floats([2], 1, 4), new Where(), a, Floats([2], 1, 2), Floats([2], 3, 4));
    }

    [Fact]
    public void Logical_functions_have_their_truth_tables()
    {
        Tensor<bool> a = new([4], [false, false, true, true]), b = new([4], [false, true, false, true]);
        Gives(new Tensor<bool>([4], [false, false, false, true]), new Logical(LogicalFunction.And), a, b);
        Gives(new Tensor<bool>([4], [false, true, true, true]), new Logical(LogicalFunction.Or), a, b);
        Gives(new Tensor<bool>([4], [false, true, true, false]), new Logical(LogicalFunction.Xor), a, b);
        Assert.Contains("must be Bool", Error(new Logical(LogicalFunction.And), [2], [2]));
        Assert.Contains("must be Bool", Error(new Not(), [2]));
    }

    [Fact]
    public void Where_stretches_all_three() => Gives(
        Floats([2, 3], 1, 10, 3, 1, 20, 3), new Where(),
        new Tensor<bool>([3], [true, false, true]), Floats([3], 1, 2, 3), Floats([2, 1], 10, 20));

    [Fact]
    public void Where_names_what_does_not_fit()
    {
        Assert.Contains("The condition must be Bool", Error(new Where(), [2], [2], [2]));
        TensorInfo flags = new(DataType.Bool, [2]), floats = new(DataType.Float32, [2]);
        TensorInfo counts = new(DataType.Int32, [2]);
        Assert.Contains("one element type",
            Assert.Throws<ShapeMismatchException>(() => new Where().InferShapes([flags, floats, counts])).Message);
    }

    [Fact]
    public void The_first_extreme_counts_unless_the_last_is_asked_for()
    {
        Tensor x = Floats([2, 3], 2, 1, 2, 3, 10, 3);
        Gives(new Tensor<long>([2, 1], [0, 1]), new ArgReduce(Axis: 1), x);
        Gives(new Tensor<long>([2], [2, 1]), new ArgReduce(Axis: -1, KeepDims: false, SelectLast: true), x);
        Gives(new Tensor<long>([2, 1], [1, 0]), new ArgReduce(IsMin: true, Axis: 1), x);
        Gives(new Tensor<long>([1, 3], [1, 1, 1]), new ArgReduce(), x);
        Gives(new Tensor<long>([2], [1, 2]), new ArgReduce(IsMin: true, Axis: 1, KeepDims: false, SelectLast: true), x);
    }

    [Fact]
    public void NaN_is_extreme()
    {
        Tensor x = Floats([4], 1, float.NaN, 5, float.NaN);
        Gives(new Tensor<long>([1], [1]), new ArgReduce(), x);
        Gives(new Tensor<long>([1], [1]), new ArgReduce(IsMin: true), x);
        Gives(new Tensor<long>([1], [3]), new ArgReduce(SelectLast: true), x);
        Gives(Floats([3], float.NaN, float.NaN, 5), new TopK(), x, new Tensor<long>([1], [3]));
    }

    [Fact]
    public void An_axis_without_elements_has_no_extreme()
    {
        Assert.Equal("Axis 0 of [0, 2] has no element.", Error(new ArgReduce(), [0, 2]));
        Assert.Equal([0], Infer(new ArgReduce(Axis: 1, KeepDims: false), [0, 2]));
    }

    [Fact]
    public void TopK_sorts_and_keeps_equal_elements_in_order()
    {
        Tensor x = Floats([2, 4], 0, 3, 1, 3, 5, 5, 7, 5), k = new Tensor<long>([1], [3]);
        Tensor[] largest = Run(new TopK(), x, k), smallest = Run(new TopK(Largest: false), x, k);
        Assert.Equal([3, 3, 1, 7, 5, 5], largest[0].AsSpan<float>().ToArray());
        Assert.Equal([1, 3, 2, 2, 0, 1], largest[1].AsSpan<long>().ToArray());
        Assert.Equal([0, 1, 3, 5, 5, 5], smallest[0].AsSpan<float>().ToArray());
        Assert.Equal([0, 2, 1, 0, 1, 3], smallest[1].AsSpan<long>().ToArray());
    }

    [Theory]
    [InlineData(5)]
    [InlineData(-1)]
    [InlineData(long.MaxValue)]
    public void A_k_out_of_range_is_named(long k) => Assert.Contains(
        "one number from 0 to 4, the size of axis 1 of [2, 4]",
        Assert.Throws<ShapeMismatchException>(
            () => Run(new TopK(), Range([2, 4]), new Tensor<long>([1], [k]))).Message);

    [Fact]
    public void NonZero_lists_positions_by_axis()
    {
        Gives(new Tensor<long>([2, 3], [0, 1, 1, 0, 0, 1]), new NonZero(), new Tensor<int>([2, 2], [1, 0, -1, 1]));
        Assert.Equal([0, 1], Run(new NonZero(), Floats([], 3))[0].Shape);
        Assert.Contains("must be known before", Error(new NonZero(), [2, 2]));
    }
}
