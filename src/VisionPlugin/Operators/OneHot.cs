using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Indices as rows with one element on. Inputs: indices, numbers of any type and shape, negative ones counted from the
/// end; depth, one number known before the first run; values (2), off and on, of any type. Output: the indices' shape
/// with an axis of the depth inserted, all off where an index is out of range. ONNX OneHot.
/// </summary>
/// <param name="Axis">Place of the new axis in the output, -rank - 1 to rank.</param>
public sealed record OneHot(int Axis = -1) : Operator
{
    /// <inheritdoc/>
    public override string Name => "OneHot";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 3);
        Guard.NotBool(inputs[0], "The indices");
        Guard.NotBool(inputs[1], "The depth");
        if (inputs[2].Shape != new TensorShape([2]))
            throw new ShapeMismatchException($"The values must be [2], off and on, not {inputs[2].Shape}.");
        if (inputs[1].Shape.Length != 1 || inputs[1].Value is not { } value)
            throw new ShapeMismatchException("The depth must be one number that is known before the first run.");
        double depth = ElementValues.ToDouble(value)[0];
        if (!(depth >= 0 && depth <= int.MaxValue))
            throw new ShapeMismatchException($"A depth of {depth} is impossible.");
        TensorShape indices = inputs[0].Shape;
        int axis = Place(indices);
        return [new TensorInfo(inputs[2].DataType, Guard.Shape(
            [.. Sizes(indices, 0, axis), (long)depth, .. Sizes(indices, axis, indices.Rank)]))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape y = outputs[0].Shape;
        int axis = Place(inputs[0]!.Shape), depth = y[axis], inner = y.LengthOf(axis + 1, y.Rank);
        double[] indices = ElementValues.ToDouble(inputs[0]!);
        int size = DataTypes.SizeOf(inputs[2]!.DataType);
        DataMovement.Fill(outputs[0], inputs[2]!.AsBytes()[..size]);
        for (int i = 0; i < indices.Length; i++)
        {
            double index = Math.Floor(indices[i] < 0 ? indices[i] + depth : indices[i]);
            if (index >= 0 && index < depth)
                DataMovement.Copy(inputs[2]!, 1, outputs[0], (((i / inner * depth) + (int)index) * inner) + (i % inner), 1);
        }
    }

    // An axis of the output, which has one more than the indices.
    private int Place(TensorShape indices)
    {
        int axis = Axis < 0 ? Axis + indices.Rank + 1 : Axis;
        return axis >= 0 && axis <= indices.Rank
            ? axis
            : throw new ShapeMismatchException($"Axis {Axis} is out of range for indices {indices} and one more axis.");
    }

    private static IEnumerable<long> Sizes(TensorShape shape, int from, int to) =>
        Enumerable.Range(from, to - from).Select(axis => (long)shape[axis]);
}
