using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Leaky ReLU with a learned slope: Y = X if X &gt;= 0, else Slope * X. NaN passes through.
/// Inputs: X; Slope, broadcast to X from its last axis on, so that (C, 1, 1) is one slope a channel.
/// Output: Y of X's shape. ONNX PRelu; He et al., Delving Deep into Rectifiers (2015).
/// </summary>
public sealed record PRelu : Operator
{
    /// <inheritdoc/>
    public override string Name => "PRelu";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.Type(inputs[0], "X", DataType.Float32);
        Guard.Type(inputs[1], "Slope", DataType.Float32);
        TensorShape x = inputs[0].Shape, slope = inputs[1].Shape;
        if (!Broadcasting.Fits(slope, x))
            throw new ShapeMismatchException($"Slope {slope} cannot be broadcast to X {x}.");
        return [inputs[0] with { Value = null }];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        ReadOnlySpan<float> x = inputs[0]!.AsSpan<float>(), slope = inputs[1]!.AsSpan<float>();
        Span<float> y = outputs[0].AsSpan<float>();
        int i = 0;
        foreach (int from in StridedMap.Broadcast(inputs[1]!.Shape, inputs[0]!.Shape))
        {
            y[i] = x[i] < 0 ? slope[from] * x[i] : x[i];
            i++;
        }
    }
}
