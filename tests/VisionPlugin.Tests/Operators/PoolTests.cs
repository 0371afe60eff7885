using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

// The examples with a range of numbers are those of the ONNX specification.
public class PoolTests
{
    private static readonly Tensor<float> To16 = Range([1, 1, 4, 4], 1);
    private static readonly Tensor<float> To25 = Range([1, 1, 5, 5], 1);

    [Fact]
    public void Max_ignores_padding_and_indexes_the_flattened_input()
    {
        Tensor[] outputs = Run(new MaxPool(Window.Square(5, pad: 2)), To25);
        float[] last = [23, 24, 25, 25, 25];
        float[] expected = [13, 14, 15, 15, 15, 18, 19, 20, 20, 20, .. last, .. last, .. last];
        Assert.Equal(expected, outputs[0].AsSpan<float>().ToArray());
        Assert.Equal(expected.Select(v => (long)v - 1), outputs[1].AsSpan<long>().ToArray());
    }

    [Fact]
    public void Indices_can_be_column_major()
    {
        Tensor[] outputs = Run(new MaxPool(Window.Square(2, stride: 2), ColumnMajor: true), To25);
        Assert.Equal([7, 9, 17, 19], outputs[0].AsSpan<float>().ToArray());
        Assert.Equal([6, 16, 8, 18], outputs[1].AsSpan<long>().ToArray());
    }

    [Theory]
    [InlineData(false, new long[] { 4, 5, 6 + 4, 6 + 5 })]
    [InlineData(true, new long[] { 3, 5, 6 + 3, 6 + 5 })]
    public void Indices_count_all_channels_before(bool columnMajor, long[] expected) =>
        Assert.Equal(expected, Elements<long>(1, new MaxPool(Window.Square(2), columnMajor), Range([1, 2, 2, 3])));

    [Fact]
    public void Max_in_ceil_mode() => Gives(
        Floats([1, 1, 2, 2], 11, 12, 15, 16), new MaxPool(new Window([3, 3], [2, 2], [], [], CeilMode: true)), To16);

    [Fact]
    public void Max_with_dilation() => Gives(
        Floats([1, 1, 2, 2], 11, 12, 15, 16), new MaxPool(Window.Square(2, dilation: 2)), To16);

    [Fact]
    public void Max_same_upper() => Gives(Floats([1, 1, 3, 3], 7, 9, 10, 17, 19, 20, 22, 24, 25),
        new MaxPool(new Window([3, 3], [2, 2], [], [], AutoPad.SameUpper)), To25);

    [Fact]
    public void Ceil_mode_drops_a_window_that_starts_after_the_input() => Gives(
        Floats([1, 1, 1, 1], 1),
        new MaxPool(new Window([1, 1], [2, 2], [], [], CeilMode: true)), Range([1, 1, 2, 2], 1));

    [Fact]
    public void Max_of_negative_numbers_beats_the_padding() => Gives(
        Filled([1, 1, 2, 2], -3), new MaxPool(Window.Square(3, pad: 1)), Filled([1, 1, 2, 2], -3));

    [Fact]
    public void Nan_propagates_through_max_and_infinity_does_not_hide_it()
    {
        Tensor<float> x = Floats([1, 1, 4], float.NegativeInfinity, float.NaN, float.PositiveInfinity, 1);
        Tensor[] outputs = Run(new MaxPool(new Window([2], [], [], [])), x);
        Assert.Equal([float.NaN, float.NaN, float.PositiveInfinity], outputs[0].AsSpan<float>().ToArray());
        Assert.Equal([1, 1, 2], outputs[1].AsSpan<long>().ToArray());
        Gives(Filled([1, 1, 1], float.NaN), new GlobalMaxPool(), x);
    }

    [Fact]
    public void Minus_infinity_is_an_element_like_others() => Assert.Equal([0],
        Elements<long>(1, new MaxPool(new Window([2], [], [], [])), Filled([1, 1, 2], float.NegativeInfinity)));

    [Fact]
    public void A_window_without_elements_gives_the_lowest_value()
    {
        // Taps at -1 and 1 of an input of one element.
        var window = new Window([2], [], [2], [1, 1]);
        Tensor[] max = Run(new MaxPool(window), Filled([1, 1, 1], 5));
        Assert.Equal([float.NegativeInfinity], max[0].AsSpan<float>().ToArray());
        Assert.Equal([-1], max[1].AsSpan<long>().ToArray());
        Gives(Floats([1, 1, 1], 0), new AveragePool(window), Filled([1, 1, 1], 5));
    }

    [Fact]
    public void Max_of_bytes() => Assert.Equal([200, 255],
        Elements<byte>(0, new MaxPool(new Window([2], [2], [], [])), new Tensor<byte>([1, 1, 4], [7, 200, 255, 0])));

    [Fact]
    public void Max_of_signed_bytes() => Assert.Equal([-100, -1],
        Elements<sbyte>(0, new MaxPool(new Window([2], [], [], [])), new Tensor<sbyte>([1, 1, 3], [-128, -100, -1])));

    [Fact]
    public void Average_leaves_padding_out() => Gives(
        Floats([1, 1, 5, 5], [.. Enumerable.Range(0, 25).Select(i => 7 + (i / 2f))]),
        new AveragePool(Window.Square(5, pad: 2)), To25);

    [Fact]
    public void Average_counts_padding_if_asked() => Gives(
        Floats([1, 1, 5, 5],
            2.52f, 3.6f, 4.8f, 4.08f, 3.24f, 4.56f, 6.4f, 8.4f, 7.04f, 5.52f, 7.2f, 10, 13, 10.8f, 8.4f,
            6.96f, 9.6f, 12.4f, 10.24f, 7.92f, 6.12f, 8.4f, 10.8f, 8.88f, 6.84f),
        new AveragePool(Window.Square(5, pad: 2), CountIncludePad: true), To25);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Average_in_ceil_mode_does_not_count_what_lies_beyond_the_padding(bool countIncludePad) => Gives(
        Floats([1, 1, 2, 2], 6, 7.5f, 12, 13.5f),
        new AveragePool(new Window([3, 3], [2, 2], [], [], CeilMode: true), countIncludePad), To16);

    [Fact]
    public void Lp_pool_is_a_norm_of_absolute_values()
    {
        var window = new Window([2], [2], [], []);
        Tensor<float> x = Floats([1, 1, 4], 3, -4, -1, 2);
        Gives(Floats([1, 1, 2], 5, MathF.Sqrt(5)), new LpPool(window), x);
        Gives(Floats([1, 1, 2], 7, 3), new LpPool(window, 1), x);
        Gives(Floats([1, 1, 2], MathF.Cbrt(27 + 64), MathF.Cbrt(9)), new LpPool(window, 3), x);
    }

    [Fact]
    public void Global_pools_reduce_each_channel_of_each_picture()
    {
        Tensor<float> x = Floats([1, 2, 1, 4], 1, 2, 2, 7, -1, -2, -4, -5);
        Gives(Floats([1, 2, 1, 1], 3, -3), new GlobalAveragePool(), x);
        Gives(Floats([1, 2, 1, 1], 7, -1), new GlobalMaxPool(), x);
        Gives(Floats([1, 2, 1, 1], MathF.Sqrt(58), MathF.Sqrt(46)), new GlobalLpPool(), x);
        Gives(Floats([1, 2, 1, 1], 12, 12), new GlobalLpPool(1), x);
    }

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        var max = new MaxPool(Window.Square(3));
        Assert.Contains("the window's span 3", Error(new MaxPool(Window.Square(3, pad: 3)), [1, 3, 8, 8]));
        Assert.Contains("the window's span 3", Error(new AveragePool(Window.Square(3, pad: -1)), [1, 3, 8, 8]));
        Assert.Contains("kernel has 2 values", Error(new LpPool(Window.Square(3)), [1, 3, 8, 8, 8]));
        Assert.Contains("rank 3 or more", Error(max, [3, 8]));
        Assert.Contains("rank 3 or more", Error(new GlobalAveragePool(), [3, 8]));
        Assert.Contains("p must be 1 or more", Error(new LpPool(Window.Square(3), 0), [1, 3, 8, 8]));
        Assert.Contains("p must be 1 or more", Error(new GlobalLpPool(-1), [1, 3, 8, 8]));
        TensorInfo longs = new(DataType.Int64, [1, 3, 8, 8]);
        var error = Assert.Throws<ShapeMismatchException>(() => max.InferShapes([longs]));
        Assert.Contains("X must be Float32 or UInt8 or Int8, not Int64", error.Message);
    }
}
