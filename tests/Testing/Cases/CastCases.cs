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
        new OperatorCase("special values to UInt32", new Cast(DataType.UInt32), SpecialValues.Strewn([2, 3, 9], 1, -4, 4e9f)),
        Halves("special values to Float16", SpecialValues.Strewn([2, 3, 99], 1)),
        Halves("large values to Float16", RandomTensor.Uniform([999], 1, -70000, 70000)),
        Halves("subnormal values to Float16", RandomTensor.Uniform([999], 1, -1e-4f, 1e-4f)),
        Halves("ties to Float16", Ties()),
        new OperatorCase("special values to Bool", new Cast(DataType.Bool), SpecialValues.Strewn([2, 3, 9], 1)),
    ];

    private static IEnumerable<DataType> Types => Enum.GetValues<DataType>().Where(type => type != DataType.None);

    private static OperatorCase Halves(string name, Tensor x) =>
        new(name, new Cast(DataType.Float16), x) { Atol = 0, Rtol = 0 };

    // Halfway between two halves, and their neighbours in single precision, across the exponents.
    private static Tensor<float> Ties()
    {
        float[] values = [.. Enumerable.Range(-26, 43).SelectMany(exponent =>
        {
            float even = MathF.ScaleB(1 + (1 / 2048f), exponent), odd = MathF.ScaleB(1 + (3 / 2048f), exponent);
            return (float[])[even, odd, MathF.BitIncrement(even), MathF.BitDecrement(odd), -even];
        })];
        return new Tensor<float>([values.Length], values);
    }

    private static OperatorCase Case(string name, DataType from, DataType to)
    {
        Tensor values = RandomTensor.Uniform([2, 5, 3], 1, -300, 300), input = Tensor.Create(from, values.Shape);
        new Cast(from).Run([values], [input]);
        return new OperatorCase(name, new Cast(to), input) { Atol = 0, Rtol = 0 };
    }
}
