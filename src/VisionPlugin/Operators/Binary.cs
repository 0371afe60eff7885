using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// An element-wise function of two tensors that broadcast against each other, then an optional activation.
/// Y = act(f(A, B)). Inputs: A, B of one element type (the exponent of Pow may have another); Y has A's element type
/// and the shape that both stretch to. ONNX Add, Sub, Mul, Div, Pow, Mod, and Min, Max, Sum of two tensors; more than
/// two are a chain of nodes.
/// </summary>
/// <param name="Function">The function.</param>
/// <param name="Activation">Applied to the result; floating point only.</param>
public sealed record Binary(BinaryFunction Function, Activation Activation = default) : Operator
{
    /// <inheritdoc/>
    public override string Name => Function.ToString();

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.NotBool(inputs[0], "A");
        Guard.NotBool(inputs[1], "B");
        if (Function != BinaryFunction.Pow)
            Guard.SameType(inputs);
        if (!Activation.IsNone && !DataTypes.IsFloat(inputs[0].DataType))
            throw new ShapeMismatchException($"An activation needs floating-point elements, not {inputs[0].DataType}.");
        return [new TensorInfo(inputs[0].DataType, Broadcasting.Shape(inputs[0].Shape, inputs[1].Shape))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        NumericDispatch.Invoke(inputs[0]!.DataType, new Action(this, inputs[0]!, inputs[1]!, outputs[0]));

    private readonly struct Action(Binary op, Tensor a, Tensor b, Tensor y) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            if (DataTypes.IsFloat(a.DataType))
                RunFloat<T>();
            else if (op.Function == BinaryFunction.Pow)
                RunIntegerPower<T>();
            else
                RunInteger<T>();
        }

        private void RunFloat<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<double> left = ElementValues.ToDouble(a), right = ElementValues.ToDouble(b);
            Span<T> result = y.AsSpan<T>();
            StridedMap.Enumerator l = StridedMap.Broadcast(a.Shape, y.Shape).GetEnumerator();
            StridedMap.Enumerator r = StridedMap.Broadcast(b.Shape, y.Shape).GetEnumerator();
            for (int i = 0; l.MoveNext() && r.MoveNext(); i++)
            {
                double value = BinaryFunctions.Apply(op.Function, left[l.Current], right[r.Current]);
                result[i] = T.CreateTruncating(op.Activation.Apply(value));
            }
        }

        private void RunIntegerPower<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<T> left = a.AsSpan<T>();
            ReadOnlySpan<double> right = ElementValues.ToDouble(b);
            Span<T> result = y.AsSpan<T>();
            StridedMap.Enumerator l = StridedMap.Broadcast(a.Shape, y.Shape).GetEnumerator();
            StridedMap.Enumerator r = StridedMap.Broadcast(b.Shape, y.Shape).GetEnumerator();
            for (int i = 0; l.MoveNext() && r.MoveNext(); i++)
                result[i] = BinaryFunctions.IntegerPower(left[l.Current], right[r.Current]);
        }

        private void RunInteger<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<T> left = a.AsSpan<T>(), right = b.AsSpan<T>();
            Span<T> result = y.AsSpan<T>();
            StridedMap.Enumerator l = StridedMap.Broadcast(a.Shape, y.Shape).GetEnumerator();
            StridedMap.Enumerator r = StridedMap.Broadcast(b.Shape, y.Shape).GetEnumerator();
            for (int i = 0; l.MoveNext() && r.MoveNext(); i++)
                result[i] = BinaryFunctions.Apply(op.Function, left[l.Current], right[r.Current]);
        }
    }
}
