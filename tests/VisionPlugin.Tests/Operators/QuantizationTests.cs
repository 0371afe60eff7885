using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class QuantizationTests
{
    [Fact]
    public void Quantising_rounds_and_saturates() => Gives(
        // The example of the ONNX specification.
        new Tensor<byte>([6], [128, 129, 130, 255, 1, 0]),
        new QuantizeLinear(), Floats([6], 0, 2, 3, 1000, -254, -1000), Floats([], 2), new Tensor<byte>([], [128]));

    [Fact]
    public void Ties_go_to_even() => Gives(
        new Tensor<sbyte>([6], [0, 2, 2, 0, -2, -2]),
        new QuantizeLinear(OutputType: DataType.Int8), Floats([6], 0.5f, 1.5f, 2.5f, -0.5f, -1.5f, -2.5f),
        Floats([1], 1));

    [Fact]
    public void The_quotient_is_rounded_in_single_precision() => Gives(
        // 0.35 / 0.1 is 3.5000000 in single precision, but 3.49999994 with the same numbers in double precision.
        new Tensor<byte>([1], [4]), new QuantizeLinear(), Floats([1], 0.35f), Floats([], 0.1f));

    [Fact]
    public void Each_channel_has_its_scale() => Gives(
        new Tensor<sbyte>([1, 2, 2], [1, 2, 11, 12]),
        new QuantizeLinear(-2), Floats([1, 2, 2], 2, 4, 3, 6), Floats([2], 2, 3), new Tensor<sbyte>([2], [0, 10]));

    [Fact]
    public void Each_block_has_its_scale()
    {
        // Rows of 3 in blocks of 2: the second block has one element.
        Tensor scale = Floats([2, 2], 1, 2, 3, 4);
        Gives(new Tensor<byte>([2, 3], [12, 12, 6, 4, 4, 3]), new QuantizeLinear(1, 2), Filled([2, 3], 12), scale);
        Gives(Floats([2, 3], 1, 1, 2, 3, 3, 4), new DequantizeLinear(1, 2),
            new Tensor<byte>([2, 3], [1, 1, 1, 1, 1, 1]), scale);
        Gives(Floats([3, 2], 1, 2, 1, 2, 3, 4), new DequantizeLinear(0, 2),
            new Tensor<byte>([3, 2], [1, 1, 1, 1, 1, 1]), scale);
    }

    [Fact]
    public void Infinity_saturates_and_NaN_becomes_the_zero_point() => Gives(
        new Tensor<byte>([3], [255, 0, 7]), new QuantizeLinear(),
        Floats([3], float.PositiveInfinity, float.NegativeInfinity, float.NaN), Floats([], 1),
        new Tensor<byte>([], [7]));

    [Fact]
    public void Dequantising_is_the_way_back()
    {
        // The example of the ONNX specification.
        Gives(Floats([4], -256, -250, 0, 254), new DequantizeLinear(),
            new Tensor<byte>([4], [0, 3, 128, 255]), Floats([], 2), new Tensor<byte>([], [128]));
        Gives(Floats([2], -0.5f, 1), new DequantizeLinear(), new Tensor<int>([2], [-1000, 2000]), Floats([], 5e-4f));
        // A scalar and a list of one are alike.
        Gives(Floats([2], -4, 2), new DequantizeLinear(), new Tensor<sbyte>([2], [-1, 2]), Floats([], 2), new Tensor<sbyte>([1], [1]));
        Gives(new Tensor<Half>([1], [(Half)1.5f]), new DequantizeLinear(), new Tensor<byte>([1], [3]),
            new Tensor<Half>([], [(Half)0.5f]));
    }

    [Fact]
    public void Misfits_are_named()
    {
        TensorInfo x = new(DataType.Float32, [2, 3]), one = new(DataType.Float32, []);
        TensorInfo four = new(DataType.Float32, [4]);
        Assert.Equal("The scale of [2, 3] must be one element or [3], not [4].", Fault(new QuantizeLinear(), x, four));
        Assert.Contains("must be one element or [2, 2]", Fault(new QuantizeLinear(1, 2), x, four));
        Assert.Contains("must have the scale's shape", Fault(new QuantizeLinear(), x, one, new(DataType.UInt8, [3])));
        Assert.Contains("The output must be", Fault(new QuantizeLinear(), x, one, new(DataType.Int64, [])));
        Assert.Contains("x must be", Fault(new DequantizeLinear(), x, one));
        Assert.Contains("The zero point must be UInt8",
            Fault(new DequantizeLinear(), new(DataType.UInt8, [2, 3]), one, new(DataType.Int8, [])));
        Assert.Contains("out of range", Fault(new QuantizeLinear(2), x, four));
        Assert.Contains("block", Fault(new QuantizeLinear(1, -1), x, four));
    }

    private static string Fault(Operator op, params TensorInfo[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => op.InferShapes(inputs)).Message;
}
