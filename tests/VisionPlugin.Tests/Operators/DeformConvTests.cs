using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class DeformConvTests
{
    private static readonly Window OneByOne = Window.Square(1);

    [Theory]
    [InlineData(0, 1, 1)] // to the right
    [InlineData(1, 0, 2)] // down
    [InlineData(0.5f, 0.5f, 1.5f)]
    [InlineData(0, -0.25f, 0)] // between the edge, 0, and the padding
    [InlineData(1.5f, 0, 1)] // half of the last row
    [InlineData(0, 2, 0)]
    [InlineData(float.NaN, 0, 0)]
    public void The_offset_names_rows_before_columns(float row, float column, float expected)
    {
        Tensor<float> offsets = Filled([1, 2, 2, 2], 0);
        (offsets.AsSpan()[0], offsets.AsSpan()[4]) = (row, column);
        float[] y = Elements<float>(0, new DeformConv(OneByOne), Range([1, 1, 2, 2]), Filled([1, 1, 1, 1], 1), offsets);
        Assert.Equal([expected, 1, 2, 3], y);
    }

    [Fact]
    public void Without_offsets_it_is_a_convolution()
    {
        Window window = Window.Square(3, stride: 2, pad: 1);
        Tensor<float> x = RandomTensor.Uniform([2, 4, 7, 6], 1), w = RandomTensor.Uniform([6, 2, 3, 3], 2);
        Tensor<float> bias = RandomTensor.Uniform([6], 3);
        Gives(Run(new Conv(window, 2), x, w, bias)[0], new DeformConv(window, 2, 4),
            x, w, new Tensor<float>([2, 72, 4, 3]), bias, Filled([2, 36, 4, 3], 1));
    }

    [Fact]
    public void The_mask_scales_what_is_sampled_and_not_the_bias() => Gives(
        Floats([1, 1, 1, 2], 10 + 1.5f, 10 + 8), new DeformConv(OneByOne), Floats([1, 1, 1, 2], 3, 4),
        Filled([1, 1, 1, 1], 1), new Tensor<float>([1, 2, 1, 2]), Floats([1], 10), Floats([1, 1, 1, 2], 0.5f, 2));

    [Fact]
    public void Each_group_of_channels_has_its_own_offsets() => Gives(
        // The first channel looks one to the right, the second one to the left.
        Floats([1, 1, 1, 2], 2 + 0, 0 + 30), new DeformConv(OneByOne, OffsetGroups: 2),
        Floats([1, 2, 1, 2], 1, 2, 30, 40), Filled([1, 2, 1, 1], 1), Floats([1, 4, 1, 2], 0, 0, 1, 1, 0, 0, -1, -1));

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        var op = new DeformConv(Window.Square(3), OffsetGroups: 2);
        Assert.Contains("must be [1, 36, 3, 3]", Error(op, [1, 4, 5, 5], [6, 4, 3, 3], [1, 18, 3, 3]));
        Assert.Contains("must be [1, 18, 3, 3]",
            Error(op, [1, 4, 5, 5], [6, 4, 3, 3], [1, 36, 3, 3], [6], [1, 36, 3, 3]));
        Assert.Contains("do not divide", Error(op, [1, 3, 5, 5], [6, 3, 3, 3], [1, 36, 3, 3]));
        Assert.Contains("rank 4", Error(op, [1, 4, 5], [6, 4, 3], [1, 36, 3]));
    }
}
