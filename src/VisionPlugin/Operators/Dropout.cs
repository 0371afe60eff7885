using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Dropout at inference: nothing is dropped, so that Y = X and the mask is all true.
/// Inputs: X, any type and shape; optional ratio (no effect at inference) and training_mode (a scalar bool; must be
/// false, or the ratio 0). Outputs: Y of X's shape; optional mask (same shape, bool).
/// ONNX Dropout; Srivastava et al., Dropout (2014).
/// </summary>
public sealed record Dropout : Operator
{
    /// <inheritdoc/>
    public override string Name => "Dropout";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input is 1 or 2;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 3);
        if (inputs.Length > 2 && inputs[2].IsPresent && Scalar<bool>(inputs[2], "training_mode"))
        {
            bool nothingDrops = inputs[1].IsPresent && Scalar<float>(inputs[1], "ratio") == 0;
            if (!nothingDrops)
                throw new ShapeMismatchException("training_mode is true; export the model for inference.");
        }

        return [inputs[0], new TensorInfo(DataType.Bool, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        DataMovement.Copy(inputs[0]!, outputs[0]);
        if (outputs.Length > 1)
            outputs[1].AsSpan<bool>().Fill(true);
    }

    private static T Scalar<T>(TensorInfo input, string name)
        where T : unmanaged
    {
        Guard.Type(input, name, DataTypes.Of<T>());
        if (input.Shape.Length != 1)
            throw new ShapeMismatchException($"{name} must be one value, not {input.Shape}.");
        return Guard.Constant<T>(input, name)[0];
    }
}
