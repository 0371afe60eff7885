using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// A tensor full of one value. Inputs: constant list of sizes; optional value of one element, float 0 if absent. The
/// output has the value's element type. ONNX ConstantOfShape; its attribute value is given as the second input.
/// </summary>
public sealed record ConstantOfShape : Operator
{
    /// <inheritdoc/>
    public override string Name => "ConstantOfShape";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => true;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 2);
        TensorInfo value = Guard.Optional(inputs, 1);
        if (value.IsPresent && value.Shape.Length != 1)
            throw new ShapeMismatchException($"The value must be one element, not {value}.");
        DataType type = value.IsPresent ? value.DataType : DataType.Float32;
        return [new TensorInfo(type, Guard.Shape(Guard.Integers(inputs[0], "The shape")))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        if (Guard.Optional(inputs, 1) is { } value)
            DataMovement.Fill(outputs[0], value.AsBytes());
        else
            outputs[0].AsBytes().Clear();
    }
}
