using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Fully connected layers: every transposition, every broadcast of C, odd sizes.</summary>
public static class GemmCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("plain", 3, 5, 7, new Gemm(), [5]),
        Case("A transposed", 3, 5, 7, new Gemm(TransposeA: true), [5]),
        Case("B transposed", 3, 5, 7, new Gemm(TransposeB: true), [5]),
        Case("both transposed", 3, 5, 7, new Gemm(TransposeA: true, TransposeB: true), [5]),
        Case("alpha and beta", 2, 6, 9, new Gemm(0.5f, -2, false, true), [2, 6]),
        Case("C one value", 4, 6, 3, new Gemm(), [1]),
        Case("C scalar", 4, 6, 3, new Gemm(), []),
        Case("C a row", 4, 6, 3, new Gemm(), [1, 6]),
        Case("C a column", 4, 6, 3, new Gemm(), [4, 1]),
        Case("C 1 by 1", 4, 6, 3, new Gemm(), [1, 1]),
        Case("no C", 4, 6, 3, new Gemm(2)),
        Case("one row", 1, 33, 130, new Gemm(TransposeB: true), [33]),
        Case("one column", 17, 1, 31, new Gemm(), [1]),
        Case("inner size 1", 5, 6, 1, new Gemm(), [6]),
        Case("inner size 0", 2, 3, 0, new Gemm(), [3]),
        Case("large", 35, 67, 129, new Gemm(), [67]),
        Case("relu", 4, 9, 16, new Gemm(TransposeB: true, Activation: Activation.Relu), [9]),
        Case("leaky relu", 2, 9, 16, new Gemm(Activation: new Activation(UnaryFunction.LeakyRelu, 0.2f)), [9]),
        Case("B set per run", 5, 6, 7, new Gemm(TransposeB: true), [6]) with { FirstConstant = 2 },
        Case("all set per run", 5, 6, 7, new Gemm(), [5, 6]) with { FirstConstant = 3 },
    ];

    private static OperatorCase Case(string name, int m, int n, int k, Gemm gemm, TensorShape? c = null) =>
        new(name, gemm, RandomTensor.Uniform(gemm.TransposeA ? [k, m] : [m, k], 1),
            RandomTensor.Uniform(gemm.TransposeB ? [n, k] : [k, n], 2),
            c is { } shape ? RandomTensor.Uniform(shape, 3) : null);
}
