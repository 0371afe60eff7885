using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Triangles, diagonals, one-hot rows, reversed sequences and what a condition keeps.</summary>
public static class SelectionCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("upper", new Trilu(), RandomTensor.Uniform([2, 4, 5], 1)),
        Case("lower above the diagonal", new Trilu(false), RandomTensor.Uniform([3, 5, 4], 1), Integers.Scalar(1)),
        Case("upper below the diagonal int64", new Trilu(), RandomInteger.Int64([3, 4], 1, -9, 9), Integers.List(-2)),
        Case("lower, nothing left", new Trilu(false), RandomBool.Flags([3, 4], 1), Integers.Scalar(-7)),
        Case("of its own type", new EyeLike(), RandomInteger.Int32([3, 5], 1, 0, 9)),
        Case("double above the diagonal", new EyeLike(2, DataType.Float64), RandomTensor.Uniform([4, 4], 1)),
        Case("float below the diagonal", new EyeLike(-1, DataType.Float32), RandomTensor.Uniform([5, 3], 1)),
        Hot("last axis", new OneHot(), Integers.List(1, 0, -1, 9, -9), 4),
        Hot("axis 0", new OneHot(0), RandomInteger.Int64([2, 3], 1, -3, 3), 3),
        Hot("axis 1 of float indices", new OneHot(1), new Tensor<float>([2, 2], [1, 7, 2, -4]), 5),
        Hot("scalar", new OneHot(), Integers.Scalar(2), 3),
        Case("batch second", new ReverseSequence(), RandomTensor.Uniform([4, 3, 2], 1), Integers.List(4, 1, 3)),
        Case("batch first", new ReverseSequence(0, 1), RandomTensor.Uniform([3, 5], 1), Integers.List(0, 2, 5)),
        Case("axis 1", new Compress(1), RandomTensor.Uniform([2, 4, 3], 1), new Tensor<bool>([4], [false, true, false, true])),
        Case("axis -2, a short condition", new Compress(-2), RandomTensor.Uniform([3, 2], 1), new Tensor<bool>([2], [false, true])),
        Case("flattened", new Compress(), RandomInteger.Bytes([2, 3], 1), new Tensor<bool>([5], [true, true, false, false, true])),
        Case("nothing", new Compress(0), RandomTensor.Uniform([2, 3], 1), new Tensor<bool>([1], [false])),
    ];

    private static OperatorCase Case(string name, Operator op, params Tensor?[] inputs) =>
        new(name, op, inputs) { Atol = 0, Rtol = 0 };

    private static OperatorCase Hot(string name, OneHot op, Tensor indices, long depth) =>
        Case(name, op, indices, Integers.Scalar(depth), new Tensor<float>([2], [-1, 2]));
}
