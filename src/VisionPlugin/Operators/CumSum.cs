using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Running sums along an axis: Y(i) = X(0) + ... + X(i). Inputs: X; constant axis of one element. Output: X's shape and
/// type; integers wrap around. ONNX CumSum.
/// </summary>
/// <param name="Exclusive">Leave X(i) out of Y(i).</param>
/// <param name="Reverse">Sum from the end.</param>
public sealed record CumSum(bool Exclusive = false, bool Reverse = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "CumSum";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <summary>The axis, 0..rank-1.</summary>
    public static int Axis(ReadOnlySpan<TensorInfo> inputs)
    {
        int[] axes = Guard.Axes(inputs[1], "axis", inputs[0].Shape.Rank);
        return axes.Length == 1
            ? axes[0]
            : throw new ShapeMismatchException($"axis must be one number, not {inputs[1]}.");
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.NotBool(inputs[0], "X");
        Guard.Rank(inputs[0], "X", 1);
        Axis(inputs);
        return [new TensorInfo(inputs[0].DataType, inputs[0].Shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        int axis = Axis(Guard.Infos(inputs));
        if (DataTypes.IsFloat(inputs[0]!.DataType))
            ElementValues.FromDouble(Sum(ElementValues.ToDouble(inputs[0]!), inputs[0]!.Shape, axis), outputs[0]);
        else
            NumericDispatch.Invoke(inputs[0]!.DataType, new IntegerAction(this, inputs[0]!, outputs[0], axis));
    }

    private T[] Sum<T>(ReadOnlySpan<T> x, TensorShape shape, int axis)
        where T : INumber<T>
    {
        int size = shape[axis], inner = shape.LengthOf(axis + 1, shape.Rank);
        var y = new T[x.Length];
        for (int row = 0; row < shape.LengthOf(0, axis) * inner; row++)
        {
            int start = (row / inner * size * inner) + (row % inner);
            T sum = T.Zero;
            for (int i = 0; i < size; i++)
            {
                int at = start + ((Reverse ? size - 1 - i : i) * inner);
                T before = sum;
                sum += x[at];
                y[at] = Exclusive ? before : sum;
            }
        }

        return y;
    }

    private readonly struct IntegerAction(CumSum op, Tensor x, Tensor y, int axis) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
            => op.Sum<T>(x.AsSpan<T>(), x.Shape, axis).CopyTo(y.AsSpan<T>());
    }
}
