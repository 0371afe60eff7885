using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// General matrix product, a fully connected layer: Y = act(Alpha * A' * B' + Beta * C), where A' is A
/// or its transpose.
/// Inputs: A (M, K), or (K, M) if <paramref name="TransposeA"/>; B (K, N), or (N, K) if <paramref name="TransposeB"/>;
/// optional C, broadcast to (M, N). Output: Y (M, N). ONNX Gemm, extended by the fused activation.
/// </summary>
/// <param name="Alpha">Factor of the product.</param>
/// <param name="Beta">Factor of C.</param>
/// <param name="TransposeA">A is stored (K, M).</param>
/// <param name="TransposeB">B is stored (N, K).</param>
/// <param name="Activation">Applied to the sum.</param>
public sealed record Gemm(
    float Alpha = 1,
    float Beta = 1,
    bool TransposeA = false,
    bool TransposeB = false,
    Activation Activation = default) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Gemm";

    /// <summary>
    /// Steps in C, which is broadcast to (M, N), from one row or column of Y to the next: 0 where C has one.
    /// </summary>
    public static (int Row, int Column) Steps(TensorShape c) =>
        (c.Rank == 2 && c[0] != 1 ? c[1] : 0, c.Rank >= 1 && c[-1] != 1 ? 1 : 0);

    /// <summary>The sizes of the product.</summary>
    public (int M, int N, int K) Sizes(TensorShape a, TensorShape b) =>
        (TransposeA ? a[1] : a[0], TransposeB ? b[0] : b[1], TransposeA ? a[0] : a[1]);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 3);
        for (int i = 0; i < 2; i++)
        {
            Guard.Type(inputs[i], i == 0 ? "A" : "B", DataType.Float32);
            Guard.Rank(inputs[i], i == 0 ? "A" : "B", 2, 2);
        }

        TensorShape a = inputs[0].Shape, b = inputs[1].Shape;
        (int m, int n, int k) = Sizes(a, b);
        if (k != (TransposeB ? b[1] : b[0]))
        {
            string aStored = TransposeA ? " transposed" : "", bStored = TransposeB ? " transposed" : "";
            throw new ShapeMismatchException($"A {a}{aStored} times B {b}{bStored}: the inner sizes differ.");
        }

        if (inputs.Length > 2 && inputs[2].IsPresent)
        {
            Guard.Type(inputs[2], "C", DataType.Float32);
            TensorShape c = inputs[2].Shape;
            if (!Broadcasting.Fits(c, [m, n]))
                throw new ShapeMismatchException($"C {c} cannot be broadcast to [{m}, {n}].");
        }

        return [new TensorInfo(DataType.Float32, [m, n])];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)outputs[0].Shape.Length * Sizes(inputs[0].Shape, inputs[1].Shape).K;

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        (int m, int n, int k) = Sizes(inputs[0]!.Shape, inputs[1]!.Shape);
        ReadOnlySpan<float> a = inputs[0]!.AsSpan<float>(), b = inputs[1]!.AsSpan<float>();
        Tensor? bias = inputs.Length > 2 ? inputs[2] : null;
        ReadOnlySpan<float> c = bias is null ? [] : bias.AsSpan<float>();
        (int cRow, int cColumn) = bias is null ? default : Steps(bias.Shape);
        Span<float> y = outputs[0].AsSpan<float>();
        for (int row = 0; row < m; row++)
        {
            for (int column = 0; column < n; column++)
            {
                double sum = 0;
                for (int i = 0; i < k; i++)
                {
                    int inA = TransposeA ? (i * m) + row : (row * k) + i;
                    int inB = TransposeB ? (column * k) + i : (i * n) + column;
                    sum += (double)a[inA] * b[inB];
                }

                sum *= Alpha;
                if (!c.IsEmpty)
                    sum += (double)Beta * c[(row * cRow) + (column * cColumn)];
                y[(row * n) + column] = (float)Activation.Apply(sum);
            }
        }
    }
}
