using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Windows with strides, dilations and padding as columns, one to four axes.</summary>
public static class Im2ColCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("3x3 pad 1, batch 2, odd", [2, 5, 6, 7], Window.Square(3, pad: 1)),
        Case("3x2 stride 1 by 3, asymmetric padding", [1, 4, 9, 10], Windows.Of([3, 2], [1, 3], [0, 1, 2, 0])),
        Case("dilation 2 by 3", [2, 3, 9, 8], Windows.Of([2, 3], [], [1, 2, 1, 2], [2, 3])),
        Case("same upper", [1, 6, 7, 8], Windows.Auto(AutoPad.SameUpper, [3, 3], [2, 2])),
        Case("list", [2, 3, 17], Windows.Of([3], [2], [1, 0])),
        Case("volume", [1, 3, 5, 6, 4], Windows.Of([2, 3, 2], [1, 2, 2], [0, 1, 1, 1, 0, 0])),
        new OperatorCase("uint8", new Im2Col(Window.Square(2, pad: 1)), RandomInteger.Bytes([1, 3, 4, 5], 1)),
    ];

    private static OperatorCase Case(string name, TensorShape x, Window window) =>
        new(name, new Im2Col(window), RandomTensor.Uniform(x, 1)) { Atol = 0, Rtol = 0 };
}
