using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

/// <summary>Reshape, Flatten, Squeeze and Unsqueeze: new shapes, old elements.</summary>
public class ViewTests
{
    [Theory]
    [InlineData(new long[] { 4, 2, 3 }, new[] { 4, 2, 3 })]
    [InlineData(new long[] { -1 }, new[] { 24 })]
    [InlineData(new long[] { 2, -1, 2 }, new[] { 2, 6, 2 })]
    [InlineData(new long[] { 0, -1 }, new[] { 2, 12 })]
    [InlineData(new long[] { 2, 0, 4, 1 }, new[] { 2, 3, 4, 1 })]
    [InlineData(new long[] { 0, 0, -1 }, new[] { 2, 3, 4 })]
    public void Reshape_resolves_0_and_minus_1(long[] sizes, int[] expected)
    {
        Tensor y = Run(new Reshape(), Range([2, 3, 4]), List(sizes))[0];
        Assert.Equal(new TensorShape(expected), y.Shape);
        Assert.Equal(Range([24]).AsSpan().ToArray(), y.AsSpan<float>().ToArray());
    }

    [Fact]
    public void Reshape_of_nothing()
    {
        Assert.Equal([0, 3], Run(new Reshape(AllowZero: true), Floats([2, 0]), List(0, 3))[0].Shape);
        Assert.Equal([0, 3], Run(new Reshape(), Floats([0, 2]), List(0, 3))[0].Shape);
        Assert.Contains("no whole number", Fault(new Reshape(AllowZero: true), Floats([2, 0]), List(0, -1)));
    }

    [Theory]
    [InlineData("Only one size", new long[] { -1, -1 })]
    [InlineData("cannot become [5, 5] (25 elements)", new long[] { 5, 5 })]
    [InlineData("no whole number", new long[] { 5, -1 })]
    [InlineData("no axis 3", new long[] { 1, 1, 1, 0 })]
    [InlineData("is no shape", new long[] { -2, 3 })]
    [InlineData("is no shape", new long[] { long.MaxValue })]
    [InlineData("more than 2147483647 elements", new long[] { 1 << 30, 1 << 30, 1 << 30 })]
    [InlineData("at most 8 axes", new long[] { 1, 1, 1, 1, 1, 1, 1, 1, 24 })]
    public void Reshape_names_impossible_shapes(string reason, long[] sizes) =>
        Assert.Contains(reason, Fault(new Reshape(), Range([2, 3, 4]), List(sizes)));

    [Theory]
    [InlineData(0, 1, 120)]
    [InlineData(1, 2, 60)]
    [InlineData(2, 6, 20)]
    [InlineData(4, 120, 1)]
    [InlineData(-1, 24, 5)]
    [InlineData(-4, 1, 120)]
    public void Flatten_gives_two_axes(int axis, int rows, int columns) =>
        Assert.Equal([rows, columns], Infer(new Flatten(axis), [2, 3, 4, 5]));

    [Fact]
    public void Flatten_names_an_axis_out_of_range() =>
        Assert.Equal("Axis 3 is outside -2 to 2, the axes of [4, 5].", Error(new Flatten(3), [4, 5]));

    [Fact]
    public void Squeeze_removes_axes_of_size_1()
    {
        Assert.Equal([3, 5], Infer(new Squeeze(), [1, 3, 1, 5]));
        Assert.Equal([1, 3, 5], Run(new Squeeze(), Range([1, 3, 1, 5]), List(-2))[0].Shape);
        Assert.Equal("Axis 1 of [1, 3] cannot be removed: its size is not 1.",
            Fault(new Squeeze(), Range([1, 3]), List(1)));
        Assert.Contains("names axis 2 of a tensor of rank 2", Fault(new Squeeze(), Range([1, 3]), List(2)));
    }

    [Fact]
    public void Unsqueeze_counts_axes_in_the_output()
    {
        Assert.Equal([1, 3, 1, 5, 1], Run(new Unsqueeze(), Range([3, 5]), List(4, 0, 2))[0].Shape);
        Assert.Equal([3, 5, 1], Run(new Unsqueeze(), Range([3, 5]), List(-1))[0].Shape);
        Assert.Contains("twice", Fault(new Unsqueeze(), Range([3, 5]), List(0, -4)));
        Assert.Contains("names axis 3", Fault(new Unsqueeze(), Range([3, 5]), List(3)));
        Assert.Contains("at most 8 axes", Fault(new Unsqueeze(), Range([3, 5]), List(0, 1, 2, 3, 4, 5, 6)));
    }

    [Fact]
    public void Shape_is_known_without_the_data()
    {
        TensorInfo picture = new(DataType.Float32, [1, 3, 224, 192]);
        Assert.Equal([1, 3, 224, 192], Sizes(new Shape()));
        Assert.Equal([224, 192], Sizes(new Shape(2)));
        Assert.Equal([3, 224], Sizes(new Shape(-3, -1)));
        Assert.Equal([1, 3, 224, 192], Sizes(new Shape(long.MinValue, long.MaxValue)));
        Assert.Equal([], Sizes(new Shape(3, 1)));

        long[] Sizes(Shape shape) => shape.InferShapes([picture])[0].Value!.AsSpan<long>().ToArray();
    }

    private static Tensor<long> List(params long[] values) => new([values.Length], values);

    private static string Fault(Operator op, params Tensor[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => Run(op, inputs)).Message;
}
