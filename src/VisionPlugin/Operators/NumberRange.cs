using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The numbers start, start + delta, start + 2 delta, ... up to but without limit. Inputs: constant start, limit and
/// delta of one element each and one element type. Output: a list of max(0, ceil((limit - start) / delta)) numbers.
/// ONNX Range.
/// </summary>
public sealed record NumberRange : Operator
{
    /// <inheritdoc/>
    public override string Name => "Range";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => true;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 3);
        Guard.SameType(inputs);
        Guard.NotBool(inputs[0], "start");
        string[] names = ["start", "limit", "delta"];
        Span<double> bounds = stackalloc double[3];
        for (int i = 0; i < 3; i++)
        {
            if (inputs[i].Shape.Length != 1)
                throw new ShapeMismatchException($"{names[i]} must be one element, not {inputs[i]}.");
            bounds[i] = inputs[i].IsConstant
                ? ElementValues.ToDouble(inputs[i].Value!)[0]
                : throw new ShapeMismatchException(
                    $"{names[i]} must be known before the first run; it depends on the data.");
        }

        double count = Math.Max(0, Math.Ceiling((bounds[1] - bounds[0]) / bounds[2]));
        if (bounds[2] == 0 || !(count <= int.MaxValue))
        {
            throw new ShapeMismatchException(
                $"{bounds[0]} to {bounds[1]} in steps of {bounds[2]} is no list of numbers.");
        }

        return [new TensorInfo(inputs[0].DataType, [(int)count])];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        NumericDispatch.Invoke(outputs[0].DataType, new Action(inputs[0]!, inputs[2]!, outputs[0]));

    private readonly struct Action(Tensor start, Tensor delta, Tensor y) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            T first = start.AsSpan<T>()[0], step = delta.AsSpan<T>()[0];
            Span<T> result = y.AsSpan<T>();
            for (int i = 0; i < result.Length; i++)
                result[i] = first + (T.CreateTruncating(i) * step);
        }
    }
}
