using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Compares two tensors that broadcast against each other, element by element. Inputs: A, B of one element type; bool
/// for Equal only. Output: bool, of the shape that both stretch to. ONNX Equal, Less, LessOrEqual, Greater,
/// GreaterOrEqual.
/// </summary>
/// <param name="Function">The comparison.</param>
public sealed record Compare(CompareFunction Function) : Operator
{
    /// <inheritdoc/>
    public override string Name => Function.ToString();

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.SameType(inputs);
        if (Function != CompareFunction.Equal)
            Guard.NotBool(inputs[0], "A");
        return [new TensorInfo(DataType.Bool, Broadcasting.Shape(inputs[0].Shape, inputs[1].Shape))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        NumericDispatch.Invoke(inputs[0]!.DataType, new Action(Function, inputs[0]!, inputs[1]!, outputs[0]));

    private readonly struct Action(CompareFunction function, Tensor a, Tensor b, Tensor y) : INumericAction
    {
        public void Invoke<T>()
            where T : unmanaged, INumber<T>, IMinMaxValue<T>
        {
            ReadOnlySpan<T> left = DataMovement.Elements<T>(a), right = DataMovement.Elements<T>(b);
            Span<bool> result = y.AsSpan<bool>();
            StridedMap.Enumerator l = StridedMap.Broadcast(a.Shape, y.Shape).GetEnumerator();
            StridedMap.Enumerator r = StridedMap.Broadcast(b.Shape, y.Shape).GetEnumerator();
            bool isBool = a.DataType == DataType.Bool;
            for (int i = 0; l.MoveNext() && r.MoveNext(); i++)
            {
                T p = left[l.Current], q = right[r.Current];
                result[i] = isBool ? T.IsZero(p) == T.IsZero(q) : Holds(p, q);
            }
        }

        private bool Holds<T>(T a, T b)
            where T : INumber<T>
            => function switch
            {
                CompareFunction.Equal => a == b,
                CompareFunction.Less => a < b,
                CompareFunction.LessOrEqual => a <= b,
                CompareFunction.Greater => a > b,
                CompareFunction.GreaterOrEqual => a >= b,
                _ => throw new InvalidOperationException($"{function} is no comparison."),
            };
    }
}
