using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

// The examples with a range of numbers and a kernel of ones are those of the ONNX specification.
public class ConvTests
{
    private static readonly Tensor<float> Ones = Filled([1, 1, 3, 3], 1);

    [Fact]
    public void Padding_counts_as_zero() => Gives(
        Floats([1, 1, 5, 5],
            12, 21, 27, 33, 24, 33, 54, 63, 72, 51, 63, 99, 108, 117, 81, 93, 144, 153, 162, 111,
            72, 111, 117, 123, 84),
        new Conv(Window.Square(3, pad: 1)), Range([1, 1, 5, 5]), Ones);

    [Fact]
    public void Strides_skip_positions() => Gives(
        Floats([1, 1, 4, 3], 12, 27, 24, 63, 108, 81, 123, 198, 141, 112, 177, 124),
        new Conv(Window.Square(3, 2, 1)), Range([1, 1, 7, 5]), Ones);

    [Fact]
    public void Padding_may_differ_by_axis() => Gives(
        Floats([1, 1, 4, 2], 21, 33, 99, 117, 189, 207, 171, 183),
        new Conv(new Window([3, 3], [2, 2], [], [1, 0, 1, 0])), Range([1, 1, 7, 5]), Ones);

    [Fact]
    public void Same_lower_pads_the_beginning() => Gives(
        Floats([1, 1, 3, 3], 12, 27, 24, 63, 108, 81, 72, 117, 84),
        new Conv(new Window([], [2, 2], [], [], AutoPad.SameLower)), Range([1, 1, 5, 5]), Ones);

    [Fact]
    public void The_kernel_is_not_flipped_and_dilation_spreads_it() => Gives(
        Floats([1, 1, 3], 0 + 20 + 400, 1 + 30 + 500, 2 + 40 + 600),
        new Conv(new Window([3], [], [2], [])), Range([1, 1, 7]), Floats([1, 1, 3], 1, 10, 100));

    [Fact]
    public void Negative_padding_crops() => Gives(
        Floats([1, 1, 2], 2 + 30, 3 + 40),
        new Conv(new Window([2], [], [], [-2, -1])), Range([1, 1, 6]), Floats([1, 1, 2], 1, 10));

    [Fact]
    public void Groups_see_their_own_channels_and_bias_residual_and_activation_follow() => Gives(
        // Group 0: channels 1, 2; group 1: channels 3, 4. W, B and R chosen so that one sum is negative.
        Floats([1, 2, 1], 0, (3 * 2) + (4 * 3) + 0.5f + 1),
        new Conv(new Window([1], [], [], []), 2, Activation.Relu),
        Floats([1, 4, 1], 1, 2, 3, 4), Floats([2, 2, 1], -5, 1, 2, 3), Floats([2], 1, 0.5f), Floats([1, 2, 1], 0, 1));

    [Fact]
    public void Without_input_channels_or_elements_the_output_is_the_bias()
    {
        Gives(Filled([1, 2, 2], 3), new Conv(new Window([1], [], [], [])),
            Floats([1, 0, 2]), Floats([2, 0, 1]), Floats([2], 3, 3));
        Gives(Filled([1, 1, 3], 3), new Conv(new Window([1], [], [], [1, 2])),
            Floats([1, 1, 0]), Floats([1, 1, 1], 5), Floats([1], 3));
        Assert.Equal(0, Run(new Conv(Window.Square(1)), Floats([0, 1, 4, 4]), Floats([1, 1, 1, 1], 5))[0].Shape.Length);
    }

    [Fact]
    public void Macs_are_those_of_every_output_element()
    {
        TensorInfo[] inputs = [new(DataType.Float32, [2, 6, 8, 8]), new(DataType.Float32, [10, 3, 3, 3])];
        var conv = new Conv(Window.Square(3, pad: 1), 2);
        Assert.Equal(2L * 10 * 8 * 8 * 3 * 9, conv.CountMacs(inputs, conv.InferShapes(inputs)));
    }

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        var conv = new Conv(Window.Square(3));
        Assert.Contains("rank of X", Error(conv, [1, 3, 8, 8], [4, 3, 3]));
        Assert.Contains("needs 2 input channels", Error(conv, [1, 3, 8, 8], [4, 2, 3, 3]));
        Assert.Contains("0 groups", Error(conv with { Groups = 0 }, [1, 3, 8, 8], [4, 3, 3, 3]));
        Assert.Contains("divisible", Error(conv with { Groups = 3 }, [1, 3, 8, 8], [4, 1, 3, 3]));
        Assert.Contains("kernel_shape [3, 3]", Error(conv, [1, 3, 8, 8], [4, 3, 5, 5]));
        Assert.Contains("B must be [4]", Error(conv, [1, 3, 8, 8], [4, 3, 3, 3], [5]));
        Assert.Contains("Y's shape [1, 4, 6, 6]", Error(conv, [1, 3, 8, 8], [4, 3, 3, 3], [4], [1, 4, 8, 8]));
        Assert.Contains("does not fit", Error(conv, [1, 3, 2, 8], [4, 3, 3, 3]));
        Assert.Contains("rank 3 to 5", Error(conv, [3, 8], [4, 3, 3, 3]));
        Assert.Contains("2 to 4 inputs", Error(conv, [1, 3, 8, 8]));
    }
}
