using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class SliceTests
{
    // Expected values are those of Python's range(10)[start:end:step].
    [Theory]
    [InlineData(2, 5, 1, new float[] { 2, 3, 4 })]
    [InlineData(2, 9, 3, new float[] { 2, 5, 8 })]
    [InlineData(-3, 100, 1, new float[] { 7, 8, 9 })]
    [InlineData(-100, 2, 1, new float[] { 0, 1 })]
    [InlineData(8, 3, -2, new float[] { 8, 6, 4 })]
    [InlineData(-1, long.MinValue, -4, new float[] { 9, 5, 1 })]
    [InlineData(100, -9, -1, new float[] { 9, 8, 7, 6, 5, 4, 3, 2 })]
    [InlineData(long.MaxValue, long.MinValue, long.MinValue, new float[] { 9 })]
    [InlineData(3, long.MaxValue, long.MaxValue, new float[] { 3 })]
    [InlineData(5, 5, 1, new float[0])]
    [InlineData(5, 2, 1, new float[0])]
    [InlineData(2, 5, -1, new float[0])]
    [InlineData(10, 20, 1, new float[0])]
    public void Bounds_mean_what_they_mean_in_Python(long start, long end, long step, float[] expected) => Gives(
        Floats([expected.Length], expected), new Slice(), Range([10]), List(start), List(end), List(0), List(step));

    [Fact]
    public void Axes_are_sliced_in_the_order_given()
    {
        // The example of the ONNX specification.
        Tensor data = Floats([2, 4], 1, 2, 3, 4, 5, 6, 7, 8);
        Gives(Floats([1, 2], 5, 7), new Slice(), data, List(1, 0), List(2, 3), List(0, 1), List(1, 2));
        Gives(Floats([1, 2], 5, 7), new Slice(), data, List(0, 1), List(3, 2), List(-1, -2), List(2, 1));
        Gives(Floats([1, 3], 2, 3, 4), new Slice(), data, List(0, 1), List(-1, 1000));
    }

    [Fact]
    public void An_axis_without_elements_stays_empty() =>
        Assert.Equal([0], Run(new Slice(), Floats([0]), List(0), List(5))[0].Shape);

    [Fact]
    public void Wrong_lists_are_named()
    {
        Assert.Equal("A slice with step 0 never ends.", Fault(List(0), List(1), List(0), List(0)));
        Assert.Contains("1 starts, 2 ends", Fault(List(0), List(1, 2)));
        Assert.Contains("names axis 2", Fault(List(0), List(1), List(2)));
        Assert.Contains("twice", Fault(List(0, 0), List(1, 1), List(1, -1)));
        Assert.Contains("3 starts", Fault(List(0, 0, 0), List(1, 1, 1)));
        Assert.Contains("Int64 or Int32", Fault(Floats([1], 0), List(1)));
    }

    [Fact]
    public void Bounds_must_be_known_before_the_first_run()
    {
        TensorInfo data = new(DataType.Float32, [4]), bound = new(DataType.Int64, [1]);
        Assert.Contains("starts must be known",
            Assert.Throws<ShapeMismatchException>(() => new Slice().InferShapes([data, bound, bound])).Message);
    }

    private static Tensor<long> List(params long[] values) => new([values.Length], values);

    private static string Fault(params Tensor[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => Run(new Slice(), [Range([3, 4]), .. inputs])).Message;
}
