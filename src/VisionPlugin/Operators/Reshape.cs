using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Gives the same elements, in the same order, another shape. Inputs: data; constant list of sizes, where -1 (once)
/// stands for what is left over and 0 copies the input's size along the same axis. ONNX Reshape; the attribute shape of
/// opset 4 and before is given as the second input.
/// </summary>
/// <param name="AllowZero">A size of 0 means 0.</param>
public sealed record Reshape(bool AllowZero = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Reshape";

    /// <inheritdoc/>
    public override bool IsView => true;

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        TensorShape x = inputs[0].Shape;
        long[] target = Guard.Integers(inputs[1], "shape");
        string wanted = $"[{string.Join(", ", target)}]";
        if (target.Length > TensorShape.MaxRank)
            throw new ShapeMismatchException($"A tensor has at most {TensorShape.MaxRank} axes, not {target.Length}.");

        int rest = -1;
        for (int i = 0; i < target.Length; i++)
        {
            if (target[i] == -1 && rest >= 0)
                throw new ShapeMismatchException($"Only one size of {wanted} may be -1.");
            if (target[i] == 0 && !AllowZero)
            {
                target[i] = i < x.Rank
                    ? x[i]
                    : throw new ShapeMismatchException($"{x} has no axis {i} for {wanted} to copy.");
            }
            else if (target[i] == -1)
                (rest, target[i]) = (i, 1);
        }

        TensorShape shape = Guard.Shape(target);
        if (rest >= 0)
        {
            if (shape.Length == 0 || x.Length % shape.Length != 0)
                throw new ShapeMismatchException($"{x} cannot become {wanted}: -1 stands for no whole number.");
            shape = shape.With(rest, x.Length / shape.Length);
        }

        if (shape.Length != x.Length)
        {
            throw new ShapeMismatchException(
                $"{x} ({x.Length} elements) cannot become {wanted} ({shape.Length} elements).");
        }

        return [new TensorInfo(inputs[0].DataType, shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(inputs[0]!, outputs[0]);
}
