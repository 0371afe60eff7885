using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Which elements are not a number. Input: X, floating point. Output: bool, of X's shape. ONNX IsNaN.
/// </summary>
public sealed record IsNaN : Operator
{
    /// <inheritdoc/>
    public override string Name => "IsNaN";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Type(inputs[0], "X", DataType.Float32, DataType.Float16, DataType.Float64);
        return [new TensorInfo(DataType.Bool, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        double[] x = ElementValues.ToDouble(inputs[0]!);
        Span<bool> y = outputs[0].AsSpan<bool>();
        for (int i = 0; i < x.Length; i++)
            y[i] = double.IsNaN(x[i]);
    }
}
