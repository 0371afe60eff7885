using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Deformable convolutions: groups, offset groups, masks, offsets that leave the picture.</summary>
public static class DeformConvCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("3x3 pad 1", [1, 4, 7, 8], 8, Window.Square(3, pad: 1)),
        Case("batch 2, odd, mask", [2, 5, 6, 7], 7, Window.Square(3, pad: 1), mask: true),
        Case("stride 2, asymmetric padding, no bias", [1, 3, 9, 8], 5, Windows.Of([3, 2], [2, 2], [0, 1, 2, 0]),
            bias: false),
        Case("dilation 2", [1, 6, 9, 9], 4, Window.Square(3, pad: 2, dilation: 2)),
        Case("groups 2", [1, 8, 6, 6], 12, Window.Square(3, pad: 1), groups: 2, mask: true),
        Case("groups 3 odd, 3 offset groups", [2, 9, 5, 6], 6, Window.Square(2), groups: 3, offsetGroups: 3),
        Case("2 offset groups, mask", [2, 6, 5, 6], 9, Window.Square(3, pad: 1), offsetGroups: 2, mask: true),
        Case("depthwise, an offset group a channel", [1, 6, 6, 7], 6, Window.Square(3, pad: 1), groups: 6,
            offsetGroups: 6),
        Case("1x1", [1, 19, 5, 5], 13, Window.Square(1), mask: true),
        Case("one channel", [2, 1, 6, 7], 3, Window.Square(3, pad: 1), mask: true),
        Case("all constant", [2, 5, 6, 7], 7, Window.Square(3, pad: 1), mask: true) with { SetPerRun = [] },
        Case("all computed", [2, 5, 6, 7], 7, Window.Square(3, pad: 1), mask: true) with { FirstConstant = 5 },
        Far(),
    ];

    private static OperatorCase Case(string name, TensorShape x, int outputs, Window window, int groups = 1,
        int offsetGroups = 1, bool bias = true, bool mask = false)
    {
        TensorShape w = [outputs, x[1] / groups, .. window.Kernel];
        TensorShape y = ConvGeometry.Resolve(window, x).OutputShape(x[0], outputs);
        int taps = offsetGroups * w[2] * w[3];
        return new OperatorCase(name, new DeformConv(window, groups, offsetGroups),
            RandomTensor.Uniform(x, 1),
            RandomTensor.Uniform(w, 2),
            RandomTensor.Uniform([x[0], 2 * taps, y[2], y[3]], 3, -2, 2),
            bias ? RandomTensor.Uniform([outputs], 4) : null,
            mask ? RandomTensor.Uniform([x[0], taps, y[2], y[3]], 5) : null)
        {
            SetPerRun = [2, 4],
        };
    }

    // Offsets to where there is nothing, and those that are no numbers.
    private static OperatorCase Far()
    {
        OperatorCase test = Case("offsets out of range", [1, 3, 5, 6], 4, Window.Square(3, pad: 1));
        float[] far = [float.NaN, float.PositiveInfinity, float.NegativeInfinity, 1e30f, -1e30f, 1e9f, -1e9f, 1, -1];
        far.CopyTo(test.Inputs[2]!.AsSpan<float>()[20..]);
        return test;
    }
}
