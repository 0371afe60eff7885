using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Channels to pixels and back, in both orders of channels.</summary>
public static class DepthToSpaceCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. new[] { false, true }.SelectMany(Each),
        Case("blocks of 2", new SpaceToDepth(2), [1, 3, 4, 6]),
        Case("blocks of 2, 4 channels, batch 2", new SpaceToDepth(2), [2, 4, 6, 4]),
        Case("blocks of 3", new SpaceToDepth(3), [1, 5, 3, 9]),
        Case("blocks of 1", new SpaceToDepth(1), [2, 5, 3, 4]),
        new OperatorCase("uint8", new SpaceToDepth(2), RandomInteger.Bytes([1, 3, 4, 4], 1)),
    ];

    private static IEnumerable<OperatorCase> Each(bool channelFirst)
    {
        string order = channelFirst ? "channel first" : "channel last";
        return
        [
            Case($"{order}, blocks of 2", new DepthToSpace(2, channelFirst), [1, 12, 3, 5]),
            Case($"{order}, blocks of 2, batch 2", new DepthToSpace(2, channelFirst), [2, 20, 4, 3]),
            Case($"{order}, blocks of 3 to one channel", new DepthToSpace(3, channelFirst), [1, 9, 3, 4]),
            Case($"{order}, blocks of 4 to 8 channels", new DepthToSpace(4, channelFirst), [1, 128, 2, 2]),
            Case($"{order}, blocks of 1", new DepthToSpace(1, channelFirst), [2, 5, 3, 4]),
        ];
    }

    private static OperatorCase Case(string name, Operator op, TensorShape x) =>
        new(name, op, RandomTensor.Uniform(x, 1)) { Atol = 0, Rtol = 0 };
}
