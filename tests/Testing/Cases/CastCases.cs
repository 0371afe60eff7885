using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Conversions between all pairs of element types.</summary>
public static class CastCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Types.SelectMany(from => Types.Select(to => Case($"{from} to {to}", from, to))),
        new OperatorCase("special values to Int32", new Cast(DataType.Int32), SpecialValues.Strewn([2, 3, 9], 1)),
        new OperatorCase("special values to Bool", new Cast(DataType.Bool), SpecialValues.Strewn([2, 3, 9], 1)),
    ];

    private static IEnumerable<DataType> Types => Enum.GetValues<DataType>().Where(type => type != DataType.None);

    private static OperatorCase Case(string name, DataType from, DataType to)
    {
        Tensor values = RandomTensor.Uniform([2, 5, 3], 1, -300, 300), input = Tensor.Create(from, values.Shape);
        new Cast(from).Run([values], [input]);
        return new OperatorCase(name, new Cast(to), input) { Atol = 0, Rtol = 0 };
    }
}
