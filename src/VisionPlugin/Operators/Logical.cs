using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// A logical function of two bool tensors that broadcast against each other. Output: bool, of the shape that both
/// stretch to. ONNX And, Or, Xor.
/// </summary>
/// <param name="Function">The function.</param>
public sealed record Logical(LogicalFunction Function) : Operator
{
    /// <inheritdoc/>
    public override string Name => Function.ToString();

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.Type(inputs[0], "A", DataType.Bool);
        Guard.Type(inputs[1], "B", DataType.Bool);
        return [new TensorInfo(DataType.Bool, Broadcasting.Shape(inputs[0].Shape, inputs[1].Shape))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape y = outputs[0].Shape;
        ReadOnlySpan<byte> left = inputs[0]!.AsBytes(), right = inputs[1]!.AsBytes();
        Span<bool> result = outputs[0].AsSpan<bool>();
        StridedMap.Enumerator l = StridedMap.Broadcast(inputs[0]!.Shape, y).GetEnumerator();
        StridedMap.Enumerator r = StridedMap.Broadcast(inputs[1]!.Shape, y).GetEnumerator();
        for (int i = 0; l.MoveNext() && r.MoveNext(); i++)
        {
            bool a = left[l.Current] != 0, b = right[r.Current] != 0;
            result[i] = Function switch
            {
                LogicalFunction.And => a && b,
                LogicalFunction.Or => a || b,
                _ => a != b,
            };
        }
    }
}
