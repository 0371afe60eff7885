using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Chooses between two tensors: Y = C ? A : B. Inputs: C (bool), A, B of one element type; all three broadcast against
/// each other. ONNX Where.
/// </summary>
public sealed record Where : Operator
{
    /// <inheritdoc/>
    public override string Name => "Where";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 3);
        Guard.Type(inputs[0], "The condition", DataType.Bool);
        Guard.SameType(inputs[1..]);
        return [new TensorInfo(
            inputs[1].DataType, Broadcasting.Shape(inputs[0].Shape, inputs[1].Shape, inputs[2].Shape))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Tensor condition = inputs[0]!, a = inputs[1]!, b = inputs[2]!, y = outputs[0];
        StridedMap.Enumerator inCondition = StridedMap.Broadcast(condition.Shape, y.Shape).GetEnumerator();
        StridedMap.Enumerator inA = StridedMap.Broadcast(a.Shape, y.Shape).GetEnumerator();
        StridedMap.Enumerator inB = StridedMap.Broadcast(b.Shape, y.Shape).GetEnumerator();
        for (int i = 0; inCondition.MoveNext() && inA.MoveNext() && inB.MoveNext(); i++)
        {
            if (condition.AsBytes()[inCondition.Current] != 0)
                DataMovement.Copy(a, inA.Current, y, i, 1);
            else
                DataMovement.Copy(b, inB.Current, y, i, 1);
        }
    }
}
