using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Identity and dropout, which pass their input, of any type and shape.</summary>
public static class CopyCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Cases(new Identity()),
        .. Cases(new Dropout()),
        Exact("with mask", new Dropout(), RandomTensor.Uniform([2, 3, 5], 1)) with { Outputs = 2 },
        Exact("with ratio and training_mode", new Dropout(), RandomTensor.Uniform([2, 3, 5], 1),
            new Tensor<float>([], [0.5f]), new Tensor<bool>([], [false])),
        Exact("training with ratio 0", new Dropout(), RandomTensor.Uniform([2, 3, 5], 1),
            new Tensor<float>([], [0]), new Tensor<bool>([1], [true])) with { Outputs = 2 },
    ];

    private static OperatorCase[] Cases(Operator op) =>
    [
        Exact("4 channels", op, RandomTensor.Uniform([1, 4, 3, 5], 1)),
        Exact("odd channels batch 2", op, RandomTensor.Uniform([2, 7, 3, 5], 1)),
        Exact("matrix", op, RandomTensor.Uniform([3, 6], 1)),
        Exact("scalar", op, RandomTensor.Uniform([], 1)),
        Exact("3-D", op, RandomTensor.Uniform([2, 3, 2, 3, 5], 1)),
        Exact("special values", op, SpecialValues.Strewn([2, 5, 4, 3], 2)),
        Exact("int64", op, RandomInteger.Int64([2, 3], 3, -9, 9)),
        Exact("uint8", op, RandomInteger.Bytes([2, 3], 3)),
    ];

    private static OperatorCase Exact(string name, Operator op, params Tensor?[] inputs) =>
        new(name, op, inputs) { Atol = 0, Rtol = 0 };
}
