using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Quantising by tensor, by axis and by block, and by the range of the elements.</summary>
public static class QuantizeLinearCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("uint8", new QuantizeLinear(), [2, 5, 3, 4], new Tensor<float>([], [0.03f]), new Tensor<byte>([], [128])),
        Case("uint8 without zero point", new QuantizeLinear(), [2, 5, 3, 4], new Tensor<float>([], [0.02f])),
        Case("int8", new QuantizeLinear(), [2, 5, 3, 4], new Tensor<float>([1], [0.03f]), new Tensor<sbyte>([1], [-3])),
        Case("int8 by channel", new QuantizeLinear(), [2, 3, 5, 4], new Tensor<float>([3], [0.03f, 0.01f, 0.05f]),
            new Tensor<sbyte>([3], [0, 5, -7])),
        Case("uint8 by the first axis", new QuantizeLinear(0), [2, 3, 5], new Tensor<float>([2], [0.03f, 0.01f]),
            new Tensor<byte>([2], [100, 150])),
        Case("int8 by blocks of 3", new QuantizeLinear(1, 3), [2, 7], RandomTensor.Uniform([2, 3], 5, 0.02f, 0.05f)),
        Case("int16", new QuantizeLinear(OutputType: DataType.Int16), [9], new Tensor<float>([], [0.001f])),
        new OperatorCase("int8 with computed scales", new QuantizeLinear(), RandomTensor.Uniform([2, 3, 5], 1, -4, 4),
            new Tensor<float>([3], [0.03f, 0.01f, 0.05f]), new Tensor<sbyte>([3], [0, 5, -7])) { FirstConstant = 3 },
        new OperatorCase("halves between integers", new QuantizeLinear(), new Tensor<float>([6], [1, 3, 5, -1, -3, -5]),
            new Tensor<float>([], [2]), new Tensor<sbyte>([], [1])) { Atol = 0, Rtol = 0 },
        new OperatorCase("int32", new QuantizeLinear(), RandomInteger.Int32([40], 1, -99999, 99999),
            new Tensor<float>([], [300]), new Tensor<sbyte>([], [1])) { Atol = 0, Rtol = 0 },
        new OperatorCase("special values", new QuantizeLinear(), SpecialValues.Strewn([40], 1),
            new Tensor<float>([], [0.5f]), new Tensor<byte>([], [10])),
        Case("4 bits", new QuantizeLinear(Bits: 4), [2, 5, 3], new Tensor<float>([], [0.3f]), new Tensor<sbyte>([], [1])),
        Range("dynamic", RandomTensor.Uniform([2, 3, 5], 1, -3, 5)),
        Range("of positive numbers", RandomTensor.Uniform([7], 1, 1, 5)),
        Range("of zeros", new Tensor<float>([3])),
    ];

    private static OperatorCase Range(string name, Tensor x) =>
        new(name, new DynamicQuantizeLinear(), x) { Atol = 0, Rtol = 0, Outputs = 3 };

    private static OperatorCase Case(string name, QuantizeLinear op, TensorShape x, params Tensor[] rest) =>
        new(name, op, [RandomTensor.Uniform(x, 1, -4, 4), .. rest]) { Atol = 0, Rtol = 0 };
}
