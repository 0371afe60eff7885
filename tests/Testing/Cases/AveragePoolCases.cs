using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Average pools: what counts at the edges, with padding, ceil mode and dilation.</summary>
public static class AveragePoolCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("2x2 stride 2", [1, 4, 8, 8], Window.Square(2, stride: 2)),
        .. Both("3x3 pad 1 batch 2 odd", [2, 7, 9, 11], Window.Square(3, stride: 2, pad: 1)),
        .. Both("asymmetric padding", [1, 5, 9, 10], Windows.Of([3, 2], [1, 3], [0, 1, 2, 0])),
        .. Both("ceil", [1, 6, 8, 10], Windows.Of([3, 3], [2, 2], ceil: true)),
        .. Both("ceil pad 1", [2, 3, 7, 8], Windows.Of([3, 3], [3, 2], [1, 1, 1, 1], ceil: true)),
        .. Both("ceil drops the last window", [1, 3, 4, 5], Windows.Of([2, 2], [3, 2], [1, 0, 1, 0], ceil: true)),
        .. Both("ceil window larger than input", [1, 3, 2, 4], Windows.Of([3, 3], [2, 2], ceil: true)),
        .. Both("dilation 2 by 3", [1, 4, 12, 11], Windows.Of([2, 3], [1, 2], [1, 0, 0, 2], [2, 3])),
        .. Both("dilation ceil", [1, 2, 11, 10], Windows.Of([3, 2], [3, 2], [1, 1, 1, 1], [2, 2], ceil: true)),
        .. Both("same upper", [1, 5, 9, 10], Windows.Auto(AutoPad.SameUpper, [3, 2], [2, 2])),
        .. Both("same lower", [2, 3, 9, 10], Windows.Auto(AutoPad.SameLower, [3, 4], [2, 3])),
        Case("valid", [1, 2, 7, 6], Windows.Auto(AutoPad.Valid, [3, 3], [2, 2])),
        Case("7x7 on 7x7", [1, 9, 7, 7], Window.Square(7)),
        .. Both("1-D", [2, 3, 17], Windows.Of([3], [2], [1, 0])),
        .. Both("3-D", [1, 3, 5, 6, 4], Windows.Of([2, 3, 2], [1, 2, 2], [0, 1, 1, 1, 0, 0])),
        new OperatorCase("special values", new AveragePool(Window.Square(2)), SpecialValues.Strewn([1, 3, 7, 6], 2)),
    ];

    private static OperatorCase Case(string name, TensorShape x, Window window, bool countIncludePad = false) =>
        new(name, new AveragePool(window, countIncludePad), RandomTensor.Uniform(x, 1, 1, 3));

    private static OperatorCase[] Both(string name, TensorShape x, Window window) =>
        [Case(name, x, window), Case(name + " counting padding", x, window, true)];
}
