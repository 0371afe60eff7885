using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Cropping and padding around the centre by even and odd numbers.</summary>
public static class CenterCropPadCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("crop", [2, 3], [1, 5, 9, 8], 6, 5),
        Case("pad", [2, 3], [2, 5, 4, 3], 7, 9),
        Case("crop and pad", [-1, -2], [2, 6, 4, 9], 6, 7),
        Case("all axes", [], [2, 5, 3], 4, 4, 4),
    ];

    private static OperatorCase Case(string name, int[] axes, TensorShape x, params long[] sizes) =>
        new(name, new CenterCropPad([.. axes]), RandomTensor.Uniform(x, 1), Integers.List(sizes))
        {
            Atol = 0,
            Rtol = 0,
        };
}
