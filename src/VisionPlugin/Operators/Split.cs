using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Cuts a tensor along an axis into consecutive parts. Inputs: data; optional constant list of the parts' sizes, else
/// the parts are equal but for the last, which may be smaller. Outputs: the parts, <paramref name="Outputs"/> of them.
/// ONNX Split; the attribute split of opset 11 and before is given as the second input.
/// </summary>
/// <param name="Axis">The axis, -rank..rank-1.</param>
/// <param name="Outputs">Number of parts: ONNX num_outputs, before opset 18 the node's number of outputs.</param>
public sealed record Split(int Axis, int Outputs) : Operator
{
    private const int MaxOutputs = 1 << 20;

    /// <inheritdoc/>
    public override string Name => "Split";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 2);
        TensorShape x = inputs[0].Shape;
        int axis = x.NormalizeAxis(Axis);
        if (Outputs is < 1 or > MaxOutputs)
            throw new ShapeMismatchException($"A split into {Outputs} parts is outside 1 to {MaxOutputs}.");
        TensorInfo split = Guard.Optional(inputs, 1);
        long[] sizes = split.IsPresent ? Guard.Integers(split, "split") : EqualParts(x[axis]);
        if (sizes.Length != Outputs || sizes.Any(s => s < 0 || s > x[axis]) || sizes.Sum() != x[axis])
        {
            throw new ShapeMismatchException(
                $"Sizes [{string.Join(", ", sizes)}] do not cut axis {axis} of {x} into {Outputs} parts.");
        }

        DataType type = inputs[0].DataType;
        return [.. sizes.Select(size => new TensorInfo(type, x.With(axis, (int)size)))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape x = inputs[0]!.Shape;
        int axis = x.NormalizeAxis(Axis), outer = x.LengthOf(0, axis), row = x.LengthOf(axis, x.Rank), start = 0;
        foreach (Tensor output in outputs)
        {
            int length = output.Shape.LengthOf(axis, x.Rank);
            for (int i = 0; i < outer; i++)
                DataMovement.Copy(inputs[0]!, (i * row) + start, output, i * length, length);
            start += length;
        }
    }

    private long[] EqualParts(long size)
    {
        long part = (size + Outputs - 1) / Outputs;
        var parts = new long[Outputs];
        Array.Fill(parts, part);
        parts[^1] = size - (part * (Outputs - 1));
        return parts;
    }
}
