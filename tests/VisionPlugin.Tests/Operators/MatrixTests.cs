using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class MatrixTests
{
    // [1 2; 3 4] * [1 10; 100 1000]
    private static readonly float[] Product = [201, 2010, 403, 4030];

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    public void Gemm_multiplies_as_stored_or_transposed(bool transposeA, bool transposeB) => Gives(
        Floats([2, 2], Product),
        new Gemm(TransposeA: transposeA, TransposeB: transposeB),
        transposeA ? Floats([2, 2], 1, 3, 2, 4) : Floats([2, 2], 1, 2, 3, 4),
        transposeB ? Floats([2, 2], 1, 100, 10, 1000) : Floats([2, 2], 1, 10, 100, 1000));

    [Fact]
    public void Gemm_of_rectangles() => Gives(Floats([1, 3], 70, 80, 90),
        new Gemm(), Floats([1, 2], 10, 20), Floats([2, 3], 1, 2, 3, 3, 3, 3));

    public static TheoryData<int[], float[], float[]> Summands => new()
    {
        { [], [1], [1, 1, 1, 1] },
        { [1], [1], [1, 1, 1, 1] },
        { [2], [1, 2], [1, 2, 1, 2] },
        { [1, 2], [1, 2], [1, 2, 1, 2] },
        { [2, 1], [1, 2], [1, 1, 2, 2] },
        { [2, 2], [1, 2, 3, 4], [1, 2, 3, 4] },
    };

    [Theory]
    [MemberData(nameof(Summands))]
    public void Gemm_scales_and_adds_C_broadcast_to_the_output(int[] shape, float[] c, float[] broadcast) => Gives(
        Floats([2, 2], [.. Product.Zip(broadcast, (p, b) => (0.5f * p) - (2 * b))]),
        new Gemm(0.5f, -2),
        Floats([2, 2], 1, 2, 3, 4), Floats([2, 2], 1, 10, 100, 1000), Floats(new TensorShape(shape), c));

    [Fact]
    public void Gemm_applies_its_activation_last() => Gives(
        Floats([1, 2], 0, 1),
        new Gemm(Activation: Activation.Relu), Floats([1, 1], 2), Floats([1, 2], 2, -2), Floats([2], -5, 5));

    [Fact]
    public void Gemm_of_inner_size_0_is_C() => Gives(
        Floats([2, 2], 1, 2, 1, 2), new Gemm(), Floats([2, 0]), Floats([0, 2]), Floats([2], 1, 2));

    [Fact]
    public void Gemm_errors_say_what_does_not_fit()
    {
        Assert.Contains("inner sizes", Error(new Gemm(), [2, 3], [2, 3]));
        Assert.Contains("B [4, 5] transposed", Error(new Gemm(TransposeB: true), [2, 4], [4, 5]));
        Assert.Contains("rank 2", Error(new Gemm(), [1, 2, 3], [3, 2]));
        foreach (TensorShape c in new TensorShape[] { [3], [2, 2], [4, 5], [1, 2, 5] })
            Assert.Contains("cannot be broadcast to [2, 5]", Error(new Gemm(), [2, 3], [3, 5], c));
    }

    // Shapes as numpy.matmul documents them.
    public static TheoryData<int[], int[], int[]> MatMulShapes => new()
    {
        { [2, 3], [3, 4], [2, 4] },
        { [3], [3], [] },
        { [3], [3, 4], [4] },
        { [2, 3], [3], [2] },
        { [3], [5, 3, 4], [5, 4] },
        { [5, 2, 3], [3], [5, 2] },
        { [9, 5, 7, 4], [9, 5, 4, 3], [9, 5, 7, 3] },
        { [9, 5, 7, 4], [4, 3], [9, 5, 7, 3] },
        { [5, 1, 7, 4], [6, 4, 3], [5, 6, 7, 3] },
        { [1, 7, 4], [5, 6, 4, 3], [5, 6, 7, 3] },
        { [0, 7, 4], [4, 3], [0, 7, 3] },
        { [0, 7, 4], [1, 4, 3], [0, 7, 3] },
        { [2, 0], [0, 3], [2, 3] },
    };

    [Theory]
    [MemberData(nameof(MatMulShapes))]
    public void MatMul_shapes_are_those_of_numpy(int[] a, int[] b, int[] expected)
    {
        Assert.Equal(new TensorShape(expected), Infer(new MatMul(), new TensorShape(a), new TensorShape(b)));
        Assert.Equal(new TensorShape(expected), Run(new MatMul(), Range(new(a)), Range(new(b)))[0].Shape);
    }

    [Fact]
    public void MatMul_pairs_the_matrices_of_batches_that_broadcast() => Gives(
        // A: 2 batches of a row [a b], B: 3 batches of a column; Y(i, j) = A(i) B(j).
        Floats([2, 3, 1, 1], 1, 20 + 2, 3, 3, 60 + 4, 9),
        new MatMul(), Floats([2, 1, 1, 2], 1, 2, 3, 4), Floats([3, 2, 1], 1, 0, 20, 1, 3, 0));

    [Fact]
    public void MatMul_of_vectors_is_the_dot_product() => Gives(
        Floats([], 32), new MatMul(), Floats([3], 1, 2, 3), Floats([3], 4, 5, 6));

    [Fact]
    public void MatMul_of_integers_wraps_around() => Assert.Equal([-2, 6],
        Elements<int>(0, new MatMul(), new Tensor<int>([2, 1], [int.MaxValue, 3]), new Tensor<int>([1], [2])));

    [Fact]
    public void MatMul_errors_say_what_does_not_fit()
    {
        Assert.Contains("inner sizes", Error(new MatMul(), [2, 3], [2, 3]));
        Assert.Contains("inner sizes", Error(new MatMul(), [4], [2, 3, 5]));
        Assert.Contains("batch axes", Error(new MatMul(), [2, 4, 3], [3, 3, 4]));
        Assert.Contains("one axis or more", Error(new MatMul(), [], [3]));
        Assert.Contains("elements", Error(new MatMul(), [1 << 20, 1], [1, 1 << 20]));
        Assert.Throws<ShapeMismatchException>(() => new MatMul().InferShapes(
            [new TensorInfo(DataType.Int32, [2, 2]), new TensorInfo(DataType.Float32, [2, 2])]));
    }

    [Fact]
    public void Macs_are_rows_times_columns_times_inner_size()
    {
        TensorInfo[] inputs = [new(DataType.Float32, [7, 3]), new(DataType.Float32, [5, 7])];
        var gemm = new Gemm(TransposeA: true, TransposeB: true);
        Assert.Equal(3 * 5 * 7, gemm.CountMacs(inputs, gemm.InferShapes(inputs)));
        inputs = [new(DataType.Float32, [2, 3, 7]), new(DataType.Float32, [7, 5])];
        Assert.Equal(2 * 3 * 5 * 7, new MatMul().CountMacs(inputs, new MatMul().InferShapes(inputs)));
    }
}
