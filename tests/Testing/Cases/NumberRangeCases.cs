using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Lists of numbers; known before the first run.</summary>
public static class NumberRangeCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        new("floats", new NumberRange(), new Tensor<float>([], [1]), new Tensor<float>([], [5]),
            new Tensor<float>([], [0.75f])),
        new("down", new NumberRange(), Integers.Scalar(10), Integers.Scalar(-3), Integers.Scalar(-4)),
        new("none", new NumberRange(), Integers.Scalar(3), Integers.Scalar(3), Integers.Scalar(1)),
    ];
}
