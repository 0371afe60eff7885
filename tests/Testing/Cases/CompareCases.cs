using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Comparisons, with equal values and NaN among the elements.</summary>
public static class CompareCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Enum.GetValues<CompareFunction>().SelectMany(Each),
        Case("bool", CompareFunction.Equal, RandomBool.Flags([2, 5, 3], 1), RandomBool.Flags([3], 2)),
    ];

    private static IEnumerable<OperatorCase> Each(CompareFunction function) =>
    [
        Case("same shape", function, SpecialValues.Ties([2, 5, 3, 4], 1), SpecialValues.Ties([2, 5, 3, 4], 2)),
        Case("scalar", function, SpecialValues.Ties([1, 8, 3, 4], 1), new Tensor<float>([], [1])),
        Case("both sides", function, SpecialValues.Ties([2, 1, 3, 1], 1), SpecialValues.Ties([1, 5, 1, 4], 2)),
        Case("special values", function, SpecialValues.Strewn([2, 5, 4], 1), SpecialValues.Strewn([2, 1, 4], 2)),
        Case("int32", function, RandomInteger.Int32([3, 5], 1, -2, 2), RandomInteger.Int32([5], 2, -2, 2)),
        Case("int64", function, RandomInteger.Int64([3, 5], 1, -2, 2), RandomInteger.Int64([3, 1], 2, -2, 2)),
        Case("int8", function, RandomInteger.SBytes([3, 50], 1), RandomInteger.SBytes([50], 2)),
        Case("uint32", function, Casts.Of(RandomInteger.Int32([3, 50], 1, int.MinValue, int.MaxValue), DataType.UInt32),
            Casts.Of(RandomInteger.Int32([3, 1], 2, int.MinValue, int.MaxValue), DataType.UInt32)),
        Case("uint8", function, RandomInteger.Bytes([3, 50], 1), RandomInteger.Bytes([3, 50], 2)),
    ];

    private static OperatorCase Case(string name, CompareFunction function, Tensor a, Tensor b) =>
        new(name, new Compare(function), a, b) { Atol = 0, Rtol = 0, FirstConstant = 2 };
}
