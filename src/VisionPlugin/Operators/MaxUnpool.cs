using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Undoes a max pool: puts every element where the pool had found it, and 0 elsewhere. The size along an axis is
/// (X - 1) * stride - padding + kernel; a larger output shape that is asked for adds zeros at the end. Of elements with
/// the same place the last one counts; a place outside, such as -1 of an empty window, is left out.
/// Inputs: X (N, C, spatial...), any type; places (X's shape, int64), counted in the flattened output without what an output
/// shape adds; optional constant output shape (int64, X's rank). Output: Y (N, C, spatial...).
/// ONNX MaxUnpool; Zeiler and Fergus, Visualizing and Understanding Convolutional Networks (2014).
/// </summary>
/// <param name="Window">Kernel, strides and padding of the pool.</param>
public sealed record MaxUnpool(Window Window) : Operator
{
    /// <inheritdoc/>
    public override string Name => "MaxUnpool";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 2;

    /// <summary>The shape that the places count in.</summary>
    public TensorShape PooledFrom(TensorShape input) =>
        TransposedGeometry.Resolve(Window, [], [], input).InputShape(input[0], input[1]);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 3);
        Guard.Rank(inputs[0], "X", 3);
        Guard.Type(inputs[1], "The places", DataType.Int64);
        TensorShape x = inputs[0].Shape;
        if (inputs[1].Shape != x)
            throw new ShapeMismatchException($"The places must have X's shape {x}, not {inputs[1].Shape}.");
        TensorShape smallest = PooledFrom(x);
        TensorInfo wanted = Guard.Optional(inputs, 2);
        if (!wanted.IsPresent)
            return [new TensorInfo(inputs[0].DataType, smallest)];
        TensorShape y = Guard.Shape(Guard.Integers(wanted, "The output shape"));
        bool fits = y.Rank == x.Rank && y[0] == x[0] && y[1] == x[1];
        for (int axis = 2; fits && axis < y.Rank; axis++)
            fits = y[axis] >= smallest[axis];
        return fits ? [new TensorInfo(inputs[0].DataType, y)]
            : throw new ShapeMismatchException($"The output shape {y} must hold {smallest}, and no more channels.");
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape from = PooledFrom(inputs[0]!.Shape), to = outputs[0].Shape;
        outputs[0].AsBytes().Clear();
        ReadOnlySpan<long> places = inputs[1]!.AsSpan<long>();
        for (int i = 0; i < places.Length; i++)
        {
            if (places[i] >= 0 && places[i] < from.Length)
                DataMovement.Copy(inputs[0]!, i, outputs[0], PlaceIn(to, from, (int)places[i]), 1);
        }
    }

    /// <summary>The place in a shape of an element of a smaller shape.</summary>
    internal static int PlaceIn(in TensorShape to, in TensorShape from, int place)
    {
        int result = 0, step = 1;
        for (int axis = to.Rank - 1; axis >= 0; axis--)
        {
            result += place % from[axis] * step;
            place /= from[axis];
            step *= to[axis];
        }

        return result;
    }
}
