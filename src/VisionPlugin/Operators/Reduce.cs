using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Reduces axes of a tensor to one value each. Inputs: data; optional constant list of axes, all if absent or empty.
/// Output: the data's shape with size 1 along the reduced axes, or without them. ONNX ReduceSum, ReduceMean, ReduceMax,
/// ...; the attribute axes of earlier opsets is given as the second input. Of bool, Max is "any" and Min is "all".
/// </summary>
/// <param name="Function">What is made of the elements.</param>
/// <param name="KeepDims">Keep the reduced axes with size 1.</param>
/// <param name="NoopWithEmptyAxes">An absent or empty list of axes reduces nothing.</param>
public sealed record Reduce(ReduceFunction Function, bool KeepDims = true, bool NoopWithEmptyAxes = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => $"Reduce{Function}";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <summary>The axes that are reduced, ascending.</summary>
    public int[] Axes(ReadOnlySpan<TensorInfo> inputs)
    {
        int rank = inputs[0].Shape.Rank;
        TensorInfo list = Guard.Optional(inputs, 1);
        int[] axes = list.IsPresent ? Guard.Axes(list, "axes", rank) : [];
        if (axes.Length == 0 && !NoopWithEmptyAxes)
            return [.. Enumerable.Range(0, rank)];
        Array.Sort(axes);
        return axes;
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 2);
        if (Function is not (ReduceFunction.Min or ReduceFunction.Max))
            Guard.NotBool(inputs[0], "The data");
        TensorShape x = inputs[0].Shape;
        int[] axes = Axes(inputs);
        IEnumerable<int> sizes = Enumerable.Range(0, x.Rank)
            .Where(axis => KeepDims || !axes.Contains(axis))
            .Select(axis => axes.Contains(axis) ? 1 : x[axis]);
        return [new TensorInfo(inputs[0].DataType, new TensorShape([.. sizes]))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Tensor x = inputs[0]!;
        int[] axes = Axes(Guard.Infos(inputs));
        StridedMap kept = Part(x.Shape, axis => !axes.Contains(axis)), reduced = Part(x.Shape, axes.Contains);
        if (DataTypes.IsFloat(x.DataType))
            RunFloat(x, outputs[0], kept, reduced);
        else
            NumericDispatch.Invoke(x.DataType, new IntegerAction(Function, x, outputs[0], kept, reduced));
    }

    // A walk over some of the axes, the others staying at 0.
    private static StridedMap Part(TensorShape x, Func<int, bool> isWalked)
    {
        IEnumerable<int> sizes = Enumerable.Range(0, x.Rank).Select(axis => isWalked(axis) ? x[axis] : 1);
        return new StridedMap(new TensorShape([.. sizes]), StridedMap.RowMajor(x));
    }

    private void RunFloat(Tensor x, Tensor y, StridedMap kept, StridedMap reduced)
    {
        double[] data = ElementValues.ToDouble(x);
        double[] set = new double[reduced.Output.Length], result = new double[y.Shape.Length];
        int o = 0;
        foreach (int start in kept)
        {
            int i = 0;
            foreach (int offset in reduced)
                set[i++] = data[start + offset];
            result[o++] = ReduceFunctions.Apply(Function, set);
        }

        ElementValues.FromDouble(result, y);
    }

    private readonly struct IntegerAction(
        ReduceFunction function, Tensor x, Tensor y, StridedMap kept, StridedMap reduced)
        : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<T> data = DataMovement.Elements<T>(x);
            Span<T> result = DataMovement.Elements<T>(y);
            var set = new Int128[reduced.Output.Length];
            bool isBool = x.DataType == DataType.Bool;
            Int128 min = isBool ? 0 : Int128.CreateTruncating(T.MinValue);
            Int128 max = isBool ? 1 : Int128.CreateTruncating(T.MaxValue);
            int o = 0;
            foreach (int start in kept)
            {
                int i = 0;
                foreach (int offset in reduced)
                    set[i++] = Int128.CreateTruncating(data[start + offset]);
                result[o++] = T.CreateTruncating(ReduceFunctions.Apply(function, set, min, max));
            }
        }
    }
}
