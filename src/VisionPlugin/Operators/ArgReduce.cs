using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The position of the largest or smallest element along an axis, as int64. NaN counts as the extreme value, as in
/// NumPy. Output: the input's shape with size 1 along the axis, or without it. ONNX ArgMax, ArgMin.
/// </summary>
/// <param name="IsMin">Look for the smallest element.</param>
/// <param name="Axis">The axis, -rank..rank-1.</param>
/// <param name="KeepDims">Keep the axis with size 1.</param>
/// <param name="SelectLast">Of equal elements the last one counts, not the first.</param>
public sealed record ArgReduce(bool IsMin = false, int Axis = 0, bool KeepDims = true, bool SelectLast = false)
    : Operator
{
    /// <inheritdoc/>
    public override string Name => IsMin ? "ArgMin" : "ArgMax";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.NotBool(inputs[0], "The input");
        Guard.Rank(inputs[0], "The input", 1);
        TensorShape x = inputs[0].Shape;
        int axis = x.NormalizeAxis(Axis);
        if (x[axis] == 0)
            throw new ShapeMismatchException($"Axis {axis} of {x} has no element.");
        TensorShape y = KeepDims ? x.With(axis, 1) : [.. x.Sizes[..axis], .. x.Sizes[(axis + 1)..]];
        return [new TensorInfo(DataType.Int64, y)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        NumericDispatch.Invoke(inputs[0]!.DataType, new Action(this, inputs[0]!, outputs[0]));

    private readonly struct Action(ArgReduce op, Tensor x, Tensor y) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            int axis = x.Shape.NormalizeAxis(op.Axis), size = x.Shape[axis];
            int inner = x.Shape.LengthOf(axis + 1, x.Shape.Rank);
            ReadOnlySpan<T> data = x.AsSpan<T>();
            Span<long> result = y.AsSpan<long>();
            for (int o = 0; o < result.Length; o++)
            {
                int start = (o / inner * size * inner) + (o % inner), best = 0;
                for (int i = 1; i < size; i++)
                {
                    int order = Order(data[start + (i * inner)], data[start + (best * inner)]);
                    if (order > 0 || (order == 0 && op.SelectLast))
                        best = i;
                }

                result[o] = best;
            }
        }

        // Positive if a is the more extreme one.
        private int Order<T>(T a, T b)
            where T : INumber<T>
        {
            if (T.IsNaN(a) || T.IsNaN(b))
                return (T.IsNaN(a) ? 1 : 0) - (T.IsNaN(b) ? 1 : 0);
            return op.IsMin ? b.CompareTo(a) : a.CompareTo(b);
        }
    }
}
