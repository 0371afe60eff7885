using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Positions of extreme values along every axis, with ties.</summary>
public static class ArgReduceCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All => [.. Each(new ArgReduce()), .. Each(new ArgReduce(IsMin: true))];

    private static IEnumerable<OperatorCase> Each(ArgReduce op) =>
    [
        Case("channels", op with { Axis = 1 }, RandomTensor.Uniform([2, 7, 3, 4], 1)),
        Case("channels dropped", op with { Axis = 1, KeepDims = false }, RandomTensor.Uniform([1, 21, 5, 3], 1)),
        Case("8 channels", op with { Axis = 1 }, RandomTensor.Uniform([1, 8, 3, 4], 1)),
        Case("width", op with { Axis = -1 }, RandomTensor.Uniform([2, 5, 3, 9], 1)),
        Case("height dropped", op with { Axis = 2, KeepDims = false }, RandomTensor.Uniform([2, 5, 6, 3], 1)),
        Case("batch", op, RandomTensor.Uniform([3, 5, 2], 1)),
        Case("first of equal ones", op with { Axis = 1 }, SpecialValues.Ties([2, 9, 3, 4], 1)),
        Case("last of equal ones", op with { Axis = 1, SelectLast = true }, SpecialValues.Ties([2, 9, 3, 4], 1)),
        Case("matrix", op with { Axis = 1 }, RandomTensor.Uniform([3, 1000], 1)),
        Case("list to scalar", op with { KeepDims = false }, RandomTensor.Uniform([11], 1)),
        Case("5 axes", op with { Axis = 2 }, RandomTensor.Uniform([2, 3, 4, 2, 3], 1)),
        Case("special values", op with { Axis = 1 }, SpecialValues.Strewn([9, 4], 1)),
        Case("special values of a long line", op with { SelectLast = true }, SpecialValues.Strewn([50], 1)),
        Case("uint32", op, Casts.Of(RandomInteger.Int32([50, 3], 1, int.MinValue, int.MaxValue), DataType.UInt32)),
        Case("int64", op, RandomInteger.Int64([40], 1, -9, 9)),
        Case("int32", op with { Axis = 1 }, RandomInteger.Int32([3, 9], 1, -3, 3)),
        Case("uint8", op with { Axis = 1 }, RandomInteger.Bytes([3, 9], 1)),
    ];

    private static OperatorCase Case(string name, ArgReduce op, Tensor x) => new(name, op, x);
}
