using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Joins tensors along an axis, in order. Inputs: one or more of one element type, their shapes equal but for
/// <paramref name="Axis"/>. Output: the same shape with the sizes along the axis added up. ONNX Concat.
/// </summary>
/// <param name="Axis">The axis, -rank..rank-1; 1 joins channels.</param>
public sealed record Concat(int Axis) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Concat";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, Math.Max(1, inputs.Length), int.MaxValue);
        Guard.SameType(inputs);
        Guard.Rank(inputs[0], "The first input", 1);
        TensorShape first = inputs[0].Shape;
        int axis = first.NormalizeAxis(Axis);
        long size = 0;
        for (int i = 0; i < inputs.Length; i++)
        {
            TensorShape shape = inputs[i].Shape;
            if (shape.Rank != first.Rank || shape.With(axis, 1) != first.With(axis, 1))
                throw new ShapeMismatchException($"Input {i} {shape} differs from {first} in more than axis {axis}.");
            size += shape[axis];
        }

        long[] sizes = [.. first.Sizes.ToArray()];
        sizes[axis] = size;
        return [new TensorInfo(inputs[0].DataType, Guard.Shape(sizes))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape y = outputs[0].Shape;
        int axis = y.NormalizeAxis(Axis), outer = y.LengthOf(0, axis), row = y.LengthOf(axis, y.Rank), start = 0;
        foreach (Tensor? input in inputs)
        {
            int length = input!.Shape.LengthOf(axis, y.Rank);
            for (int i = 0; i < outer; i++)
                DataMovement.Copy(input, i * length, outputs[0], (i * row) + start, length);
            start += length;
        }
    }
}
