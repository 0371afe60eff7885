using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class IntegerProductTests
{
    [Fact]
    public void Matrices_are_multiplied_without_their_zero_points()
    {
        // (11 - 12, 7 - 12) * (1 - 0, 2 - 0): -1 - 10; the second row (0, -2) gives -4.
        Tensor a = new Tensor<byte>([2, 2], [11, 7, 12, 10]), b = new Tensor<byte>([2, 1], [1, 2]);
        Gives(new Tensor<int>([2, 1], [-11, -4]), new MatMulInteger(), a, b, new Tensor<byte>([], [12]));
        // A zero point for each row: (11, 7) - 10 and (12, 10) - 2.
        Gives(new Tensor<int>([2, 1], [-5, 26]), new MatMulInteger(), a, b, new Tensor<byte>([2], [10, 2]));
        Gives(new Tensor<int>([2, 1], [7, 10]), new MatMulInteger(), a, b, null, new Tensor<byte>([1], [1]));
    }

    [Fact]
    public void Sums_come_in_the_scale_of_the_result_rounded_to_even_and_saturated()
    {
        // Sums 3, 5, 600 times 0.5 * 1 / 1: 1.5, 2.5, 300 become 2, 2, 255 - 10.
        Tensor a = new Tensor<byte>([3, 1], [3, 5, 200]), b = new Tensor<byte>([1, 1], [1]);
        Gives(new Tensor<byte>([3, 1], [12, 12, 110]), new QLinearMatMul(), a, Floats([], 0.5f), Byte(0), b,
            Floats([], 1), Byte(0), Floats([], 1), Byte(10));
        Gives(new Tensor<byte>([3, 1], [12, 30, 255]), new QLinearMatMul(), a, Floats([3], 0.5f, 4, 2), Byte(0), b,
            Floats([], 1), Byte(0), Floats([], 1), Byte(10));
        Gives(new Tensor<sbyte>([3, 1], [2, 2, 100]), new QLinearMatMul(), a, Floats([], 0.5f), Byte(0), b,
            Floats([], 1), Byte(0), Floats([], 1), new Tensor<sbyte>([], [0]));
    }

    [Fact]
    public void Padding_of_a_convolution_is_the_zero_point()
    {
        // The example of the ONNX specification: X less its zero point is 1 to 9.
        Tensor x = new Tensor<byte>([1, 1, 3, 3], [2, 3, 4, 5, 6, 7, 8, 9, 10]);
        Tensor w = new Tensor<byte>([1, 1, 2, 2], [1, 1, 1, 1]);
        Gives(new Tensor<int>([1, 1, 2, 2], [12, 16, 24, 28]), new ConvInteger(new Window([], [], [], [])), x, w, Byte(1));
        Gives(new Tensor<int>([1, 1, 4, 4], [1, 3, 5, 3, 5, 12, 16, 9, 11, 24, 28, 15, 7, 15, 17, 9]),
            new ConvInteger(new Window([2, 2], [1, 1], [1, 1], [1, 1, 1, 1])), x, w, Byte(1));
    }

    [Fact]
    public void A_quantised_convolution_has_a_scale_a_channel_and_a_bias_in_the_sums()
    {
        // Channel 0: (10 - 8) * 3 + 4 = 10, times 0.5 * 0.1 / 0.25 = 2. Channel 1: 2 * -3 = -6, times 0.4 = -2.4.
        Gives(new Tensor<sbyte>([1, 2, 1], [3, -1]), new QLinearConv(new Window([1], [], [], [])),
            new Tensor<byte>([1, 1, 1], [10]), Floats([], 0.5f), Byte(8),
            new Tensor<sbyte>([2, 1, 1], [3, -3]), Floats([2], 0.1f, 0.2f), new Tensor<sbyte>([2], [0, 0]),
            Floats([], 0.25f), new Tensor<sbyte>([], [1]), new Tensor<int>([2], [4, 0]));
    }

    [Fact]
    public void Dynamic_quantisation_spreads_the_range_with_zero_in_it()
    {
        // The example of the ONNX specification.
        Tensor[] outputs = Run(new DynamicQuantizeLinear(), Floats([6], 0, 2, -3, -2.5f, 1.34f, 0.5f));
        Assert.Equal([153, 255, 0, 26, 221, 179], outputs[0].AsSpan<byte>().ToArray());
        Assert.Equal(0.0196078438f, outputs[1].AsSpan<float>()[0]);
        Assert.Equal(153, outputs[2].AsSpan<byte>()[0]);
        // Only positive numbers: the range starts at 0.
        outputs = Run(new DynamicQuantizeLinear(), Floats([2], 5.1f, 2.55f));
        Assert.Equal([255, 128], outputs[0].AsSpan<byte>().ToArray());
        Assert.Equal(0, outputs[2].AsSpan<byte>()[0]);
        Assert.Equal([0, 0], Elements<byte>(0, new DynamicQuantizeLinear(), Floats([2], 0, 0)));
    }

    [Fact]
    public void Four_bits_saturate_to_their_own_range()
    {
        Gives(new Tensor<byte>([4], [0, 3, 15, 15]), new QuantizeLinear(OutputType: DataType.UInt8, Bits: 4),
            Floats([4], -9, 3, 15.2f, 99), Floats([], 1));
        Gives(new Tensor<sbyte>([4], [-8, -1, 7, 7]), new QuantizeLinear(Bits: 4),
            Floats([4], -99, -2, 7, 99), Floats([], 1), new Tensor<sbyte>([], [1]));
        Assert.Contains("9 bits do not fit", Assert.Throws<ShapeMismatchException>(
            () => new QuantizeLinear(Bits: 9).InferShapes([new(DataType.Float32, []), new(DataType.Float32, [])])).Message);
    }

    [Fact]
    public void Misfits_are_named()
    {
        TensorInfo a = new(DataType.UInt8, [2, 3]), b = new(DataType.Int8, [3, 4]), two = new(DataType.UInt8, [2]);
        Assert.Contains("zero point of B [5] fits neither", Fault(new MatMulInteger(), a, b, two, new(DataType.Int8, [5])));
        Assert.Contains("zero point of A [3] fits neither", Fault(new MatMulInteger(), a, b, new(DataType.UInt8, [3])));
        Assert.Contains("must be UInt8, not Int8", Fault(new MatMulInteger(), a, b, new(DataType.Int8, [])));
        Assert.Contains("The first tensor must be", Fault(new MatMulInteger(), new(DataType.Int32, [2, 3]), b));
        var conv = new ConvInteger(new Window([], [], [], []));
        TensorInfo x = new(DataType.UInt8, [1, 2, 4, 4]), w = new(DataType.UInt8, [3, 2, 2, 2]);
        Assert.Contains("zero point of W must be one element or [3]", Fault(conv, x, w, default, two));
        Assert.Contains("zero point of X must be one element", Fault(conv, x, w, two));
    }

    private static Tensor<byte> Byte(byte value) => new([], [value]);

    private static string Fault(Operator op, params TensorInfo[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => op.InferShapes(inputs)).Message;
}
