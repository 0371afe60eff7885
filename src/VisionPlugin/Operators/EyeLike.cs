using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Ones on a diagonal, zeros elsewhere. Input: a matrix, of which only the shape and type count. Output: of its shape.
/// ONNX EyeLike.
/// </summary>
/// <param name="K">The diagonal; 0 is the main one, positive ones lie above it.</param>
/// <param name="OutputType">Element type of the output; None stands for the input's.</param>
public sealed record EyeLike(int K = 0, DataType OutputType = DataType.None) : Operator
{
    /// <inheritdoc/>
    public override string Name => "EyeLike";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Rank(inputs[0], "The input", 2, 2);
        return [new TensorInfo(OutputType == DataType.None ? inputs[0].DataType : OutputType, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        NumericDispatch.Invoke(outputs[0].DataType, new Action(K, outputs[0]));

    private readonly struct Action(int k, Tensor y) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            Span<T> to = DataMovement.Elements<T>(y);
            int width = y.Shape[1];
            for (int i = 0; i < to.Length; i++)
                to[i] = (i % width) - (i / width) == k ? T.One : T.Zero;
        }
    }
}
