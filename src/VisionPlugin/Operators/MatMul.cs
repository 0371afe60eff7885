using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Matrix product of the last two axes, other axes broadcast: Y(..., i, j) = sum over k of A(..., i, k) * B(..., k, j).
/// Inputs: A (..., M, K) or (K); B (..., K, N) or (K); float32, int32 or int64 (integers wrap around).
/// Output: Y (..., M, N), without M or N where A or B is a vector. ONNX MatMul, which is numpy.matmul.
/// </summary>
public sealed record MatMul : Operator
{
    /// <inheritdoc/>
    public override string Name => "MatMul";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.Type(inputs[0], "A", DataType.Float32, DataType.Int32, DataType.Int64);
        Guard.Type(inputs[1], "B", inputs[0].DataType);
        return [new TensorInfo(inputs[0].DataType, MatMulGeometry.Resolve(inputs[0].Shape, inputs[1].Shape).Output)];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)outputs[0].Shape.Length * inputs[0].Shape[-1];

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        MatMulGeometry geometry = MatMulGeometry.Resolve(inputs[0]!.Shape, inputs[1]!.Shape);
        switch (outputs[0])
        {
            case Tensor<float> y:
                Run<float, double>(geometry, inputs[0]!, inputs[1]!, y.AsSpan());
                break;
            case Tensor<int> y:
                Run<int, long>(geometry, inputs[0]!, inputs[1]!, y.AsSpan());
                break;
            case Tensor<long> y:
                Run<long, long>(geometry, inputs[0]!, inputs[1]!, y.AsSpan());
                break;
        }
    }

    private static void Run<T, TSum>(MatMulGeometry geometry, Tensor inputA, Tensor inputB, Span<T> y)
        where T : unmanaged, INumber<T>
        where TSum : INumber<TSum>
    {
        ReadOnlySpan<T> a = inputA.AsSpan<T>(), b = inputB.AsSpan<T>();
        (int m, int k, int n) = (geometry.M, geometry.K, geometry.N);
        for (int index = 0; index < y.Length; index++)
        {
            int batch = index / n / m, row = index / n % m, column = index % n;
            TSum sum = TSum.Zero;
            for (int i = 0; i < k; i++)
            {
                sum += TSum.CreateTruncating(a[geometry.AOffsets[batch] + (row * k) + i])
                    * TSum.CreateTruncating(b[geometry.BOffsets[batch] + (i * n) + column]);
            }

            y[index] = T.CreateTruncating(sum);
        }
    }
}
