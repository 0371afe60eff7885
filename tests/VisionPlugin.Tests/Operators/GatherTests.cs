using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class GatherTests
{
    [Fact]
    public void The_indices_replace_the_axis()
    {
        // Both examples of the ONNX specification.
        Tensor data = Floats([3, 2], 1, 1.2f, 2.3f, 3.4f, 4.5f, 5.7f);
        Gives(Floats([2, 2, 2], 1, 1.2f, 2.3f, 3.4f, 2.3f, 3.4f, 4.5f, 5.7f), new Gather(), data,
            Indices([2, 2], 0, 1, 1, 2));
        Tensor square = Floats([3, 3], 1, 1.2f, 1.9f, 2.3f, 3.4f, 3.9f, 4.5f, 5.7f, 5.9f);
        Gives(Floats([3, 1, 2], 1, 1.9f, 2.3f, 3.9f, 4.5f, 5.9f), new Gather(1), square, Indices([1, 2], 0, 2));
    }

    [Fact]
    public void A_scalar_index_drops_the_axis() =>
        Gives(Floats([2], 2, 5), new Gather(-1), Range([2, 3]), new Tensor<int>([], [-1]));

    [Theory]
    [InlineData(3)]
    [InlineData(-4)]
    [InlineData(long.MaxValue)]
    public void Constant_indices_are_checked(long index) => Assert.Contains(
        "out of range for an axis of size 3",
        Assert.Throws<ShapeMismatchException>(() => Run(new Gather(), Range([3]), Indices([1], index))).Message);

    [Fact]
    public void Computed_indices_are_clamped()
    {
        Tensor y = Floats([4], 9, 9, 9, 9);
        new Gather().Run([Range([3]), Indices([4], 99, -99, long.MinValue, long.MaxValue)], [y]);
        Assert.Equal([2, 0, 0, 2], y.AsSpan<float>().ToArray());
    }

    [Fact]
    public void Misfits_are_named()
    {
        TensorInfo data = new(DataType.Float32, [2, 3, 4, 5, 6]), indices = new(DataType.Int64, [1, 1, 1, 1, 1]);
        Assert.Contains("over 8 axes", Fault(new Gather(), data, indices));
        Assert.Contains("Int64 or Int32", Fault(new Gather(), data, data));
        Assert.Contains("size 0", Fault(new Gather(), new(DataType.Float32, [0]), indices));
        Assert.Contains("out of range", Fault(new Gather(5), data, indices));
        Assert.Contains("rank 1 or more", Fault(new Gather(), new(DataType.Float32, []), indices));
    }

    private static Tensor<long> Indices(TensorShape shape, params long[] values) => new(shape, values);

    private static string Fault(Operator op, params TensorInfo[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => op.InferShapes(inputs)).Message;
}
