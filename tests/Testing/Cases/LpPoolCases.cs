using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>p-norm pools for several p.</summary>
public static class LpPoolCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("p 2", [1, 4, 8, 8], Window.Square(2, stride: 2)),
        Case("p 1 pad 1 batch 2 odd", [2, 7, 9, 11], Window.Square(3, stride: 2, pad: 1), 1),
        Case("p 3 asymmetric padding", [1, 5, 9, 10], Windows.Of([3, 2], [1, 3], [0, 1, 2, 0]), 3),
        Case("p 4 dilated", [1, 3, 12, 11], Windows.Of([2, 3], [1, 2], [1, 0, 0, 2], [2, 3]), 4),
        Case("ceil", [1, 6, 8, 10], Windows.Of([3, 3], [2, 2], ceil: true)),
        Case("same lower", [1, 3, 9, 10], Windows.Auto(AutoPad.SameLower, [3, 2], [2, 2])),
        Case("1-D", [2, 3, 17], Windows.Of([3], [2], [1, 0])),
        Case("3-D", [1, 3, 5, 6, 4], Windows.Of([2, 3, 2], [1, 2, 2], [0, 1, 1, 1, 0, 0])),
        new OperatorCase("zeros", new LpPool(Window.Square(2)), new Tensor<float>([1, 2, 3, 3])),
        new OperatorCase("special values", new LpPool(Window.Square(2), 3), SpecialValues.Strewn([1, 3, 7, 6], 2)),
    ];

    private static OperatorCase Case(string name, TensorShape x, Window window, int p = 2) =>
        new(name, new LpPool(window, p), RandomTensor.Uniform(x, 1, -2, 2));
}
