using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

/// <summary>Operators of masks, indices and labels, against examples worked by hand.</summary>
public class RareOperatorTests
{
    [Fact]
    public void Triangles_start_at_their_diagonal()
    {
        Gives(Floats([2, 3], 1, 2, 3, 0, 5, 6), new Trilu(), Range([2, 3], 1));
        Gives(Floats([2, 3], 0, 2, 3, 0, 0, 6), new Trilu(), Range([2, 3], 1), new Tensor<long>([], [1]));
        Gives(Floats([2, 3], 0, 0, 0, 4, 0, 0), new Trilu(false), Range([2, 3], 1), new Tensor<long>([], [-1]));
        Gives(Floats([1, 1], 0), new Trilu(), Range([1, 1], 1), new Tensor<long>([], [long.MaxValue]));
        Gives(new Tensor<int>([2, 3], [0, 1, 0, 0, 0, 1]), new EyeLike(1), new Tensor<int>([2, 3]));
    }

    [Fact]
    public void One_hot_rows_count_negative_indices_from_the_end()
    {
        Tensor depth = new Tensor<long>([], [3]), values = Floats([2], 0, 1);
        Gives(Floats([4, 3], 0, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0), new OneHot(),
            new Tensor<long>([4], [1, -1, 3, -4]), depth, values);
        Gives(Floats([3, 2], 0, 1, 0, 0, 1, 0), new OneHot(0), new Tensor<int>([2], [2, 0]), depth, values);
        Assert.Contains("Axis 2", Assert.Throws<ShapeMismatchException>(() => Run(new OneHot(2),
            new Tensor<long>([2]), depth, values)).Message);
    }

    [Fact]
    public void Sequences_are_reversed_up_to_their_length() => Gives(
        Floats([2, 4], 1, 0, 2, 3, 7, 6, 5, 4), new ReverseSequence(0, 1), Range([2, 4]), new Tensor<long>([2], [2, 4]));

    [Fact]
    public void A_condition_keeps_slices_or_elements()
    {
        Tensor condition = new Tensor<bool>([3], [false, true, true]);
        Gives(Floats([2, 2], 2, 3, 4, 5), new Compress(0), Range([3, 2]), condition);
        Gives(Floats([2, 1], 1, 3), new Compress(1), Range([2, 2]), new Tensor<bool>([2], [false, true]));
        Gives(Floats([2], 1, 2), new Compress(), Range([3, 2]), condition);
    }

    [Fact]
    public void Bits_are_combined_and_shifted()
    {
        Tensor a = new Tensor<byte>([2], [0b1100, 0b1010]), b = new Tensor<byte>([], [0b0110]);
        Assert.Equal([0b0100, 0b0010], Elements<byte>(0, new Bitwise(BitwiseFunction.And), a, b));
        Assert.Equal([0b1110, 0b1110], Elements<byte>(0, new Bitwise(BitwiseFunction.Or), a, b));
        Assert.Equal([0b1010, 0b1100], Elements<byte>(0, new Bitwise(BitwiseFunction.Xor), a, b));
        Assert.Equal([0b11110011, 0b11110101], Elements<byte>(0, new Bitwise(BitwiseFunction.Not), a));
        Assert.Equal([0, 0b10000000], Elements<byte>(0, new Bitwise(BitwiseFunction.ShiftLeft),
            new Tensor<byte>([2], [255, 255]), new Tensor<byte>([2], [8, 7])));
        Assert.Equal([3, 2], Elements<byte>(0, new Bitwise(BitwiseFunction.ShiftRight), a, new Tensor<byte>([1], [2])));
        Assert.Contains("A must be UInt8", Assert.Throws<ShapeMismatchException>(() =>
            Run(new Bitwise(BitwiseFunction.ShiftLeft), new Tensor<int>([1]), new Tensor<int>([1]))).Message);
    }

    [Fact]
    public void Infinities_and_NaN_are_told_apart()
    {
        Tensor x = Floats([4], float.NaN, float.NegativeInfinity, float.PositiveInfinity, 0);
        Assert.Equal([true, false, false, false], Elements<bool>(0, new IsNaN(), x));
        Assert.Equal([false, true, true, false], Elements<bool>(0, new IsInf(), x));
        Assert.Equal([false, true, false, false], Elements<bool>(0, new IsInf(Positive: false), x));
        Assert.Equal([-3, 100], Elements<sbyte>(0, new CastLike(), Floats([2], -3.7f, 100), new Tensor<sbyte>([0])));
    }

    [Theory]
    [InlineData("ij,jk->ik", new float[] { 2, 3, 6, 11 })]
    [InlineData("ij,jk", new float[] { 2, 3, 6, 11 })]
    [InlineData("ij,kj->ki", new float[] { 1, 3, 3, 13 })]
    [InlineData("ij,ij->", new float[] { 14 })]
    [InlineData("...j,...j->...", new float[] { 1, 13 })]
    [InlineData("ii,jj->", new float[] { 9 })]
    public void Equations_say_what_is_multiplied_and_summed(string equation, float[] expected)
    {
        // Both operands are (0 1; 2 3).
        Tensor a = Range([2, 2]);
        Assert.Equal(expected, Elements<float>(0, new Einsum(equation), a, a));
    }

    [Theory]
    [InlineData("ij->ij", "no equation of 2 operands")]
    [InlineData("ij,jk->iz", "must have labels of operands")]
    [InlineData("ijk,jk->i", "does not fit an operand of rank 2")]
    [InlineData("ij,jk->i->k", "no equation")]
    [InlineData("i1,jk->i", "does not fit")]
    public void Equations_that_do_not_fit_are_named(string equation, string message) =>
        Assert.Contains(message, Error(new Einsum(equation), [2, 3], [3, 4]));
}
