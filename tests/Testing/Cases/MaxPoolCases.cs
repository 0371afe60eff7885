using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Max pools: ceil mode, odd padding, dilation, indices, NaN, ties, 1-D to 3-D, 8-bit integers.</summary>
public static class MaxPoolCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("2x2 stride 2", [1, 4, 8, 8], Window.Square(2, stride: 2)),
        Case("3x3 stride 2 pad 1 batch 2 odd", [2, 7, 13, 11], Window.Square(3, stride: 2, pad: 1)),
        Case("3x2 stride 1 by 3 asymmetric padding", [2, 5, 9, 10], Windows.Of([3, 2], [1, 3], [0, 1, 2, 0])),
        Case("ceil", [1, 6, 8, 10], Windows.Of([3, 3], [2, 2], ceil: true)),
        Case("ceil drops the last window", [1, 3, 4, 5], Windows.Of([1, 2], [3, 2], ceil: true)),
        Case("ceil pad 1", [1, 5, 7, 8], Windows.Of([2, 3], [2, 3], [1, 1, 1, 1], ceil: true)),
        Case("ceil window larger than input", [1, 3, 2, 4], Windows.Of([3, 3], [2, 2], ceil: true)),
        Case("dilation 2 by 3", [1, 4, 12, 11], Windows.Of([2, 3], [1, 2], [1, 0, 0, 2], [2, 3])),
        Case("same upper", [1, 5, 9, 10], Windows.Auto(AutoPad.SameUpper, [3, 2], [2, 2])),
        Case("same lower", [2, 3, 9, 10], Windows.Auto(AutoPad.SameLower, [3, 2], [2, 2])),
        Case("same upper dilated", [1, 3, 9, 10], Windows.Auto(AutoPad.SameUpper, [3, 2], [2, 1], [2, 3])),
        Case("valid", [1, 2, 7, 6], Windows.Auto(AutoPad.Valid, [3, 3], [2, 2])),
        Case("5x5 stride 1 pad 2", [1, 8, 7, 7], Window.Square(5, pad: 2)),
        Case("kernel of the whole input", [1, 3, 4, 6], Windows.Of([4, 6])),
        Case("1-D", [2, 3, 17], Windows.Of([3], [2], [1, 0])),
        Case("3-D", [1, 3, 5, 6, 4], Windows.Of([2, 3, 2], [1, 2, 2], [0, 1, 1, 1, 0, 0])),
        new OperatorCase("special values", new MaxPool(Windows.Of([3, 2], [2, 1], [1, 0, 1, 1])),
            SpecialValues.Strewn([2, 3, 7, 6], 2)),
        Indices("indices", RandomTensor.Uniform([2, 5, 7, 9], 3), Window.Square(3, stride: 2, pad: 1)),
        Indices("indices of ties", SpecialValues.Ties([2, 3, 6, 5], 4), Window.Square(2)),
        Indices("indices column-major", RandomTensor.Uniform([2, 3, 6, 5], 5),
            Windows.Of([2, 3], [2, 2], [0, 1, 1, 0]), true),
        Indices("indices column-major 3-D", RandomTensor.Uniform([1, 2, 4, 3, 5], 6),
            Windows.Of([2, 2, 2], [2, 1, 2]), true),
        new OperatorCase("uint8", new MaxPool(Window.Square(3, 2, 1)), RandomInteger.Bytes([2, 3, 7, 8], 7)),
        new OperatorCase("int8 indices", new MaxPool(Window.Square(2, 2)), RandomInteger.SBytes([1, 5, 6, 6], 8))
        {
            Outputs = 2,
        },
    ];

    private static OperatorCase Case(string name, TensorShape x, Window window) =>
        new(name, new MaxPool(window), RandomTensor.Uniform(x, 1, -3, -1)) { Atol = 0, Rtol = 0 };

    private static OperatorCase Indices(string name, Tensor x, Window window, bool columnMajor = false) =>
        new(name, new MaxPool(window, columnMajor), x) { Atol = 0, Rtol = 0, Outputs = 2 };
}
