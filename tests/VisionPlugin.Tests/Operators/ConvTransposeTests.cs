using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

// The examples with a range of numbers and a kernel of ones are those of the ONNX specification.
public class ConvTransposeTests
{
    private static readonly Tensor<float> X = Range([1, 1, 3, 3]);
    private static readonly Tensor<float> Ones = Filled([1, 1, 3, 3], 1);

    [Fact]
    public void Kernels_of_neighbours_overlap_and_add() => Gives(
        Floats([1, 1, 5, 5], 0, 1, 3, 3, 2, 3, 8, 15, 12, 7, 9, 21, 36, 27, 15, 9, 20, 33, 24, 13, 6, 13, 21, 15, 8),
        new ConvTranspose(Window.Square(3)), X, Ones);

    [Fact]
    public void Padding_crops_the_output() => Gives(
        Floats([1, 1, 7, 3], 1, 1, 3, 1, 1, 3, 7, 4, 9, 7, 4, 9, 7, 4, 9, 13, 7, 15, 13, 7, 15),
        new ConvTranspose(new Window([3, 3], [3, 2], [], [1, 2, 1, 2])), X, Ones);

    [Fact]
    public void Dilation_spreads_the_kernel() => Gives(
        Floats([1, 1, 5, 5],
            21, 56, 13, 16, 2, 63, 35, 67, 10, 14, 24, 22, 76, 76, 21, 9, 5, 88, 45, 63, 3, 2, 33, 18, 54),
        new ConvTranspose(new Window([], [], [2, 2], [])),
        Floats([1, 1, 3, 3], 3, 8, 1, 9, 5, 7, 3, 2, 6), Floats([1, 1, 2, 2], 7, 2, 1, 9));

    public static TheoryData<ConvTranspose> LargerOutputs =>
    [
        new(new Window([3, 3], [3, 2], [], []), OutputPadding: [1, 1]),
        new(new Window([3, 3], [3, 2], [], []), OutputShape: [10, 8]),
        new(new Window([3, 3], [3, 2], [], [], AutoPad.SameUpper), OutputShape: [10, 8]),
    ];

    [Theory]
    [MemberData(nameof(LargerOutputs))]
    public void Output_padding_and_a_larger_output_shape_add_zeros_at_the_end(ConvTranspose op)
    {
        float[] none = new float[8];
        float[] row0 = [0, 0, 1, 1, 3, 2, 2, 0], row1 = [3, 3, 7, 4, 9, 5, 5, 0], row2 = [6, 6, 13, 7, 15, 8, 8, 0];
        float[] rows = [.. row0, .. row0, .. row0, .. row1, .. row1, .. row1, .. row2, .. row2, .. row2, .. none];
        Gives(Floats([1, 1, 10, 8], rows), op, X, Ones);
    }

    [Fact]
    public void Same_upper_gives_input_times_stride() => Gives(
        Floats([1, 1, 6, 6],
            0, 0, 1, 1, 3, 2, 0, 0, 1, 1, 3, 2, 3, 3, 8, 5, 12, 7, 3, 3, 7, 4, 9, 5,
            9, 9, 20, 11, 24, 13, 6, 6, 13, 7, 15, 8),
        new ConvTranspose(new Window([3, 3], [2, 2], [], [], AutoPad.SameUpper)), X, Ones);

    [Theory]
    [InlineData(AutoPad.SameUpper, new float[] { 1, 2, 4, 6 })]
    [InlineData(AutoPad.SameLower, new float[] { 2, 4, 6, 3 })]
    [InlineData(AutoPad.NotSet, new float[] { 2, 4, 6, 3 })]
    public void An_odd_total_padding_is_larger_at_the_side_the_mode_names(AutoPad mode, float[] expected) => Gives(
        // 1 2 4 6 3 without padding: one element must go.
        Floats([1, 1, 4], expected),
        new ConvTranspose(new Window([3], [2], [], [], mode), OutputShape: [4]),
        Floats([1, 1, 2], 1, 3), Floats([1, 1, 3], 1, 2, 1));

    [Fact]
    public void Groups_bias_and_activation() => Gives(
        Floats([1, 4, 1], 2 + 10, 0, 15 + 30, 18 + 40),
        new ConvTranspose(new Window([1], [], [], []), Groups: 2, Activation: Activation.Relu),
        Floats([1, 2, 1], 2, 3), Floats([2, 2, 1], 1, -50, 5, 6), Floats([4], 10, 20, 30, 40));

    public static TheoryData<int[], int[], int[], int[], int[], int> Geometries => new()
    {
        { [2, 6, 7], [3], [2], [1, 0], [1], 2 },
        { [1, 4, 9, 8], [3, 2], [2, 3], [1, 0, 0, 1], [1, 2], 1 },
        { [2, 6, 8, 8], [3, 3], [1, 2], [2, 1, 1, 2], [2, 1], 3 },
        { [1, 2, 5, 4, 6], [2, 3, 2], [2, 1, 2], [0, 1, 0, 1, 1, 0], [1, 1, 2], 2 },
    };

    [Theory]
    [MemberData(nameof(Geometries))]
    public void It_is_the_adjoint_of_the_convolution_with_the_same_weights(
        int[] input, int[] kernel, int[] strides, int[] pads, int[] dilations, int groups)
    {
        // <Conv(x), y> = <x, ConvTranspose(y)> for all x and y.
        var window = new Window([.. kernel], [.. strides], [.. dilations], [.. pads]);
        TensorShape inputShape = new(input);
        Tensor<float> x = RandomTensor.Uniform(inputShape, 1);
        Tensor<float> w = RandomTensor.Uniform([groups * 2, input[1] / groups, .. kernel], 2);
        Tensor convolved = Run(new Conv(window, groups), x, w)[0];
        Tensor<float> y = RandomTensor.Uniform(convolved.Shape, 3);
        ImmutableArray<int> spatial = [.. input[2..]];
        ImmutableArray<int> lost = [.. ConvGeometry.Resolve(window, inputShape).Axes
            .Select(a => a.Input - (((a.Output - 1) * a.Stride) + a.Span - a.PadBegin - a.PadEnd))];
        Tensor transposed = Run(new ConvTranspose(window, lost, default, groups), y, w)[0];

        Assert.Equal(spatial, transposed.Shape.Sizes[2..].ToArray());
        Assert.Equal(Dot(convolved, y), Dot(x, transposed), 1e-4);
    }

    [Fact]
    public void Macs_are_those_of_every_input_element()
    {
        TensorInfo[] inputs = [new(DataType.Float32, [2, 6, 8, 8]), new(DataType.Float32, [6, 5, 3, 3])];
        var op = new ConvTranspose(Window.Square(3, 2), Groups: 2);
        Assert.Equal(2L * 6 * 8 * 8 * 5 * 9, op.CountMacs(inputs, op.InferShapes(inputs)));
    }

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        var op = new ConvTranspose(Window.Square(3, 2));
        Assert.Contains("needs 4 input channels", Error(op, [1, 3, 8, 8], [4, 3, 3, 3]));
        Assert.Contains("0 groups", Error(op with { Groups = 0 }, [1, 3, 8, 8], [3, 4, 3, 3]));
        Assert.Contains("2 groups", Error(op with { Groups = 2 }, [1, 3, 8, 8], [3, 4, 3, 3]));
        Assert.Contains("kernel_shape", Error(op, [1, 3, 8, 8], [3, 4, 2, 2]));
        Assert.Contains("B must be [4]", Error(op, [1, 3, 8, 8], [3, 4, 3, 3], [3]));
        Assert.Contains("output_padding 2", Error(op with { OutputPadding = [0, 2] }, [1, 3, 8, 8], [3, 4, 3, 3]));
        Assert.Contains("output_padding has 1", Error(op with { OutputPadding = [0] }, [1, 3, 8, 8], [3, 4, 3, 3]));
        Assert.Contains("output_shape has 3", Error(op with { OutputShape = [4, 16, 16] }, [1, 3, 8, 8], [3, 4, 3, 3]));
        Assert.Contains("size -3", Error(op with { OutputShape = [-3, 8] }, [1, 3, 8, 8], [3, 4, 3, 3]));
        Assert.Contains("size -1", Error(new ConvTranspose(Window.Square(3, pad: 2)), [1, 1, 1, 8], [1, 4, 3, 3]));
        Assert.Contains("gives 4000000000 channels",
            Error(new ConvTranspose(Window.Square(1), Groups: 40000), [1, 0, 1, 1], [0, 100000, 1, 1]));
    }

    private static double Dot(Tensor a, Tensor b)
    {
        double sum = 0;
        for (int i = 0; i < a.Shape.Length; i++)
            sum += (double)a.AsSpan<float>()[i] * b.AsSpan<float>()[i];
        return sum;
    }
}
