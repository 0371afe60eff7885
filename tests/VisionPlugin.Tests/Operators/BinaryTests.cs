using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class BinaryTests
{
    [Theory]
    [InlineData(BinaryFunction.Add, 9.5f, -4.5f)]
    [InlineData(BinaryFunction.Sub, 5.5f, -10.5f)]
    [InlineData(BinaryFunction.Mul, 15f, -22.5f)]
    [InlineData(BinaryFunction.Div, 3.75f, -2.5f)]
    [InlineData(BinaryFunction.Min, 2f, -7.5f)]
    [InlineData(BinaryFunction.Max, 7.5f, 3f)]
    [InlineData(BinaryFunction.Pow, 56.25f, -421.875f)]
    [InlineData(BinaryFunction.Mod, 1.5f, 1.5f)]
    [InlineData(BinaryFunction.Fmod, 1.5f, -1.5f)]
    public void Floats_give_the_textbook_value(BinaryFunction function, float first, float second) =>
        Gives(Floats([2], first, second), new Binary(function), Floats([2], 7.5f, -7.5f), Floats([2], 2, 3));

    [Fact]
    public void Both_sides_stretch()
    {
        Tensor column = Floats([2, 1], 10, 20), row = Floats([3], 1, 2, 3);
        Gives(Floats([2, 3], 11, 12, 13, 21, 22, 23), new Binary(BinaryFunction.Add), column, row);
        Gives(Floats([2, 3], -9, -8, -7, -19, -18, -17), new Binary(BinaryFunction.Sub), row, column);
    }

    [Theory]
    [InlineData(BinaryFunction.Min)]
    [InlineData(BinaryFunction.Max)]
    [InlineData(BinaryFunction.Add)]
    public void NaN_stays_NaN_on_either_side(BinaryFunction function) => Gives(
        Floats([2], float.NaN, float.NaN), new Binary(function), Floats([2], float.NaN, 1), Floats([2], 1, float.NaN));

    [Fact]
    public void Floats_divide_by_zero_as_IEEE_has_it() => Gives(
        Floats([3], float.PositiveInfinity, float.NegativeInfinity, float.NaN),
        new Binary(BinaryFunction.Div), Floats([3], 1, -1, 0), Floats([], 0));

    [Fact]
    public void Activation_follows_the_function() => Gives(
        Floats([3], 0, 0, 6), new Binary(BinaryFunction.Sub, Activation.Relu6), Floats([3], 1, 2, 50), Floats([], 2));

    [Fact]
    public void Integers_truncate_toward_zero_and_no_divisor_traps() => Gives(
        new Tensor<int>([6], [-3, 3, 0, 0, int.MinValue, 7]),
        new Binary(BinaryFunction.Div),
        new Tensor<int>([6], [-7, 7, 5, 0, int.MinValue, -7]),
        new Tensor<int>([6], [2, 2, 0, 0, -1, -1]));

    [Fact]
    public void Modulo_has_the_sign_of_the_divisor_or_the_dividend_and_zero_by_zero()
    {
        Tensor a = new Tensor<int>([6], [-7, 7, -7, 5, int.MinValue, 6]);
        Tensor b = new Tensor<int>([6], [3, -3, -3, 0, -1, 3]);
        Gives(new Tensor<int>([6], [2, -2, -1, 0, 0, 0]), new Binary(BinaryFunction.Mod), a, b);
        Gives(new Tensor<int>([6], [-1, 1, -1, 0, 0, 0]), new Binary(BinaryFunction.Fmod), a, b);
    }

    [Fact]
    public void Integers_wrap_around()
    {
        Gives(new Tensor<byte>([2], [4, 255]), new Binary(BinaryFunction.Add), new Tensor<byte>([2], [250, 250]),
            new Tensor<byte>([2], [10, 5]));
        Gives(new Tensor<sbyte>([1], [-56]), new Binary(BinaryFunction.Mul), new Tensor<sbyte>([1], [100]),
            new Tensor<sbyte>([1], [2]));
        Gives(new Tensor<ulong>([1], [ulong.MaxValue]), new Binary(BinaryFunction.Sub), new Tensor<ulong>([1], [0]),
            new Tensor<ulong>([1], [1]));
    }

    [Fact]
    public void Power_keeps_the_type_of_the_base_whatever_the_exponent_is()
    {
        var power = new Binary(BinaryFunction.Pow);
        Gives(Floats([3], 1, 32, 729), power, Floats([3], 1, 2, 3), new Tensor<long>([3], [4, 5, 6]));
        Gives(new Tensor<int>([4], [1, 2, 1, -8]), power, new Tensor<int>([4], [2, 4, 7, -2]),
            Floats([4], 0, 0.5f, -0f, 3));
        Gives(new Tensor<long>([3], [0, -1, 1L << 62]), power, new Tensor<long>([3], [2, -1, 2]),
            new Tensor<long>([3], [-1, -3, 62]));
    }

    [Fact]
    public void Half_is_rounded_once() => Gives(
        new Tensor<Half>([1], [(Half)(1 / 3.0)]), new Binary(BinaryFunction.Div), new Tensor<Half>([1], [(Half)1]),
        new Tensor<Half>([1], [(Half)3]));

    [Fact]
    public void Shapes_that_do_not_fit_are_named() =>
        Assert.Equal("[2, 3] and [2] cannot be broadcast together.",
            Error(new Binary(BinaryFunction.Add), [2, 3], [2]));

    [Fact]
    public void An_axis_of_size_0_stretches_others_to_0()
    {
        Assert.Equal([2, 0], Infer(new Binary(BinaryFunction.Add), [2, 1], [0]));
        Assert.Empty(Run(new Binary(BinaryFunction.Add), Floats([2, 1], 1, 2), Floats([0]))[0].AsBytes().ToArray());
    }

    [Fact]
    public void Element_types_must_agree_except_for_an_exponent()
    {
        TensorInfo[] mixed = [new(DataType.Float32, [2]), new(DataType.Int32, [2])];
        Assert.Contains("one element type",
            Assert.Throws<ShapeMismatchException>(() => new Binary(BinaryFunction.Add).InferShapes(mixed)).Message);
        Assert.Equal(DataType.Float32, new Binary(BinaryFunction.Pow).InferShapes(mixed)[0].DataType);
        TensorInfo flags = new(DataType.Bool, [2]);
        Assert.Throws<ShapeMismatchException>(() => new Binary(BinaryFunction.Add).InferShapes([flags, flags]));
        TensorInfo counts = new(DataType.Int32, [2]);
        Assert.Throws<ShapeMismatchException>(
            () => new Binary(BinaryFunction.Add, Activation.Relu).InferShapes([counts, counts]));
    }
}
