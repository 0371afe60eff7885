using System.Numerics;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// A function of the bits of one or two tensors of integers, element by element; two broadcast against each other.
/// Inputs: A and, but for Not, B of one integer type, unsigned for shifts. Output: of their type and common shape.
/// ONNX BitwiseAnd, BitwiseOr, BitwiseXor, BitwiseNot, BitShift.
/// </summary>
/// <param name="Function">The function.</param>
public sealed record Bitwise(BitwiseFunction Function) : Operator
{
    private static readonly DataType[] Types =
    [
        DataType.UInt8, DataType.UInt16, DataType.UInt32, DataType.UInt64,
        DataType.Int8, DataType.Int16, DataType.Int32, DataType.Int64,
    ];

    /// <inheritdoc/>
    public override string Name => IsShift ? "BitShift" : $"Bitwise{Function}";

    private bool IsShift => Function is BitwiseFunction.ShiftLeft or BitwiseFunction.ShiftRight;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        int count = Function == BitwiseFunction.Not ? 1 : 2;
        Guard.Inputs(inputs, count, count);
        Guard.Type(inputs[0], "A", IsShift ? Types[..4] : Types);
        Guard.SameType(inputs);
        TensorShape shape = count == 1 ? inputs[0].Shape : Broadcasting.Shape(inputs[0].Shape, inputs[1].Shape);
        return [new TensorInfo(inputs[0].DataType, shape)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        // Bits are the same with and without a sign.
        Tensor a = inputs[0]!, b = Guard.Optional(inputs, 1) ?? a;
        switch (DataTypes.SizeOf(a.DataType))
        {
            case 1:
                Run<byte>(a, b, outputs[0]);
                break;
            case 2:
                Run<ushort>(a, b, outputs[0]);
                break;
            case 4:
                Run<uint>(a, b, outputs[0]);
                break;
            default:
                Run<ulong>(a, b, outputs[0]);
                break;
        }
    }

    private void Run<T>(Tensor a, Tensor b, Tensor y)
        where T : unmanaged, IBinaryInteger<T>
    {
        ReadOnlySpan<T> left = DataMovement.Elements<T>(a), right = DataMovement.Elements<T>(b);
        Span<T> result = DataMovement.Elements<T>(y);
        StridedMap.Enumerator l = StridedMap.Broadcast(a.Shape, y.Shape).GetEnumerator();
        StridedMap.Enumerator r = StridedMap.Broadcast(b.Shape, y.Shape).GetEnumerator();
        for (int i = 0; l.MoveNext() && r.MoveNext(); i++)
            result[i] = Apply(left[l.Current], right[r.Current]);
    }

    private T Apply<T>(T a, T b)
        where T : IBinaryInteger<T>
    {
        int bits = a.GetByteCount() * 8, by = int.CreateSaturating(b);
        return Function switch
        {
            BitwiseFunction.And => a & b,
            BitwiseFunction.Or => a | b,
            BitwiseFunction.Xor => a ^ b,
            BitwiseFunction.Not => ~a,
            BitwiseFunction.ShiftLeft => by < bits ? a << by : T.Zero,
            _ => by < bits ? a >>> by : T.Zero,
        };
    }
}
