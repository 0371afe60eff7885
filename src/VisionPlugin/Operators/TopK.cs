using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The k largest or smallest elements along an axis, in order, and their positions. Of equal elements the first ones
/// count; NaN counts as larger than any number. Inputs: X; constant k of one element. Outputs: values, indices (int64),
/// both of X's shape with size k along the axis. ONNX TopK.
/// </summary>
/// <param name="Axis">The axis, -rank..rank-1.</param>
/// <param name="Largest">Take the largest elements, descending; else the smallest, ascending.</param>
public sealed record TopK(int Axis = -1, bool Largest = true) : Operator
{
    /// <inheritdoc/>
    public override string Name => "TopK";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.NotBool(inputs[0], "X");
        Guard.Rank(inputs[0], "X", 1);
        TensorShape x = inputs[0].Shape;
        int axis = x.NormalizeAxis(Axis);
        long[] k = Guard.Integers(inputs[1], "k");
        if (k.Length != 1 || k[0] < 0 || k[0] > x[axis])
        {
            throw new ShapeMismatchException(
                $"k [{string.Join(", ", k)}] must be one number from 0 to {x[axis]}, the size of axis {axis} of {x}.");
        }

        TensorShape y = x.With(axis, (int)k[0]);
        return [new TensorInfo(inputs[0].DataType, y), new TensorInfo(DataType.Int64, y)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        NumericDispatch.Invoke(inputs[0]!.DataType,
            new Action(this, inputs[0]!, outputs[0], outputs.Length > 1 ? outputs[1] : null));

    private readonly struct Action(TopK op, Tensor x, Tensor values, Tensor? indices) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            int axis = x.Shape.NormalizeAxis(op.Axis), size = x.Shape[axis], k = values.Shape[axis];
            int inner = x.Shape.LengthOf(axis + 1, x.Shape.Rank), outer = x.Shape.LengthOf(0, axis);
            var line = new T[size];
            for (int row = 0; row < outer * inner; row++)
            {
                int from = (row / inner * size * inner) + (row % inner), to = (row / inner * k * inner) + (row % inner);
                for (int i = 0; i < size; i++)
                    line[i] = x.AsSpan<T>()[from + (i * inner)];
                int[] order = Order(line);
                for (int i = 0; i < k; i++)
                {
                    values.AsSpan<T>()[to + (i * inner)] = line[order[i]];
                    if (indices is not null)
                        indices.AsSpan<long>()[to + (i * inner)] = order[i];
                }
            }
        }

        // LINQ's sort is stable: equal elements stay in order.
        private int[] Order<T>(T[] line)
            where T : INumber<T>
        {
            IEnumerable<int> positions = Enumerable.Range(0, line.Length);
            Comparer<T> comparer = Comparer<T>.Create(CompareWithNaNLast);
            return [.. op.Largest
                ? positions.OrderByDescending(i => line[i], comparer)
                : positions.OrderBy(i => line[i], comparer)];
        }

        private static int CompareWithNaNLast<T>(T a, T b)
            where T : INumber<T>
            => T.IsNaN(a) || T.IsNaN(b) ? (T.IsNaN(a) ? 1 : 0) - (T.IsNaN(b) ? 1 : 0) : a.CompareTo(b);
    }
}
