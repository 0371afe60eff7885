using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The largest element under a sliding window: Y(n, c, o) = max over k of X(n, c, position(o, k)); padding does not
/// count. NaN propagates: a window with a NaN gives NaN. A window that covers no element at all (dilation over a tiny
/// input) gives -infinity, or the smallest integer, and index -1.
/// Input: X (N, C, spatial...), float32, uint8 or int8. Outputs: Y (N, C, spatial...); optional Indices (same shape,
/// int64): where the first largest (or first NaN) element lies in the flattened X. ONNX MaxPool.
/// </summary>
/// <param name="Window">Kernel, strides, dilations, padding, ceil mode.</param>
/// <param name="ColumnMajor">
/// Indices count each channel plane with its first spatial axis fastest (ONNX <c>storage_order</c> 1) instead of its
/// last.
/// </param>
public sealed record MaxPool(Window Window, bool ColumnMajor = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "MaxPool";

    /// <summary>The window over an input.</summary>
    public ConvGeometry Geometry(TensorShape input) => Pooling.Resolve(Window, input);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        TensorShape y = Pooling.Infer(Window, inputs, DataType.Float32, DataType.UInt8, DataType.Int8);
        return [new TensorInfo(inputs[0].DataType, y), new TensorInfo(DataType.Int64, y)];
    }

    /// <inheritdoc/>
    public override long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)outputs[0].Shape.Length * Geometry(inputs[0].Shape).KernelLength;

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Span<long> indices = outputs.Length > 1 ? outputs[1].AsSpan<long>() : [];
        switch (inputs[0])
        {
            case Tensor<float> x:
                Run(x, outputs[0].AsSpan<float>(), indices, float.NegativeInfinity);
                break;
            case Tensor<byte> x:
                Run(x, outputs[0].AsSpan<byte>(), indices, byte.MinValue);
                break;
            case Tensor<sbyte> x:
                Run(x, outputs[0].AsSpan<sbyte>(), indices, sbyte.MinValue);
                break;
        }
    }

    private void Run<T>(Tensor<T> input, Span<T> y, Span<long> indices, T lowest)
        where T : unmanaged, INumber<T>
    {
        TensorShape shape = input.Shape;
        ReadOnlySpan<T> x = input.AsSpan();
        var taps = new WindowTaps(Geometry(shape));
        int planes = shape[0] * shape[1], inPlane = shape.LengthOf(2, shape.Rank);
        for (int o = 0; o < taps.OutputLength; o++)
        {
            ReadOnlySpan<int> positions = taps.At(o);
            for (int plane = 0; plane < planes; plane++)
            {
                int best = -1, first = plane * inPlane;
                T max = lowest;
                foreach (int position in positions)
                {
                    if (position < 0)
                        continue;
                    T value = x[first + position];
                    if (best < 0 || value > max || (T.IsNaN(value) && !T.IsNaN(max)))
                        (best, max) = (position, value);
                }

                int index = (plane * taps.OutputLength) + o;
                y[index] = max;
                if (!indices.IsEmpty)
                    indices[index] = best < 0 ? -1 : first + (ColumnMajor ? ToColumnMajor(best, shape) : best);
            }
        }
    }

    // Offset in a plane whose first spatial axis is the fastest, from one whose last axis is.
    private static int ToColumnMajor(int offset, TensorShape shape)
    {
        int result = 0;
        for (int axis = shape.Rank - 1; axis >= 2; axis--)
        {
            result += offset % shape[axis] * shape.LengthOf(2, axis);
            offset /= shape[axis];
        }

        return result;
    }
}
