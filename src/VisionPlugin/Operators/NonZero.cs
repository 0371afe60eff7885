using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The positions of the elements that are not 0, in row-major order. Their number is data: the input must be known when
/// the graph is compiled. Output: int64 (rank of the input, number of such elements). ONNX NonZero.
/// </summary>
public sealed record NonZero : Operator
{
    /// <inheritdoc/>
    public override string Name => "NonZero";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => true;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Tensor x = inputs[0].Value
            ?? throw new ShapeMismatchException(
                "The input must be known before the first run: it decides the output's shape.");
        return [new TensorInfo(DataType.Int64, [x.Shape.Rank, Positions(x).Length])];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = inputs[0]!.Shape;
        int[] positions = Positions(inputs[0]!);
        Span<long> y = outputs[0].AsSpan<long>();
        for (int axis = 0; axis < shape.Rank; axis++)
        {
            int stride = shape.LengthOf(axis + 1, shape.Rank);
            for (int i = 0; i < positions.Length; i++)
                y[(axis * positions.Length) + i] = positions[i] / stride % shape[axis];
        }
    }

    private static int[] Positions(Tensor tensor)
    {
        double[] values = ElementValues.ToDouble(tensor);
        return [.. Enumerable.Range(0, values.Length).Where(i => values[i] != 0)];
    }
}
