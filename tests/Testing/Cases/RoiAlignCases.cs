using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Regions inside, across the edge of and outside of pictures, in all modes.</summary>
public static class RoiAlignCases
{
    private static readonly float[] Corners =
    [
        1.2f, 2.3f, 7.1f, 5.9f,
        -3.3f, -2.2f, 4.4f, 20.7f,
        0, 0, 11, 9,
        4.1f, 4.2f, 4.15f, 4.3f,
        6.5f, 7.5f, 2.5f, 3.5f,
        40, 50, 60, 70,
    ];

    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. from pooling in Enum.GetValues<RegionPooling>()
           from coordinates in Enum.GetValues<RegionCoordinates>()
           from test in Each(new RoiAlign(3, 4, 0, 1, pooling, coordinates))
           select test,
        Case("constant regions", new RoiAlign(2, 2), [2, 3, 8, 9]) with { FirstConstant = 1 },
        Case("huge region", new RoiAlign(2, 2), [1, 5, 4, 6], [-1e5f, -1e6f, 1e5f, 1e6f], 0),
        Case("region beyond counting", new RoiAlign(2, 2), [1, 5, 4, 6], [-1e30f, 0, 1e30f, 3], 0),
        Case("no regions", new RoiAlign(2, 2), [1, 3, 4, 6], []),
    ];

    private static IEnumerable<OperatorCase> Each(RoiAlign op) =>
    [
        Case("samples by size, batch 2, odd", op, [2, 5, 10, 12]),
        Case("2 samples, 8 channels", op with { SamplingRatio = 2 }, [2, 8, 10, 12]),
        Case("scaled, 3 samples", op with { SamplingRatio = 3, SpatialScale = 0.25f }, [2, 3, 5, 4]),
        Case("one element", op with { OutputHeight = 1, OutputWidth = 1 }, [2, 3, 5, 4]),
    ];

    private static OperatorCase Case(string name, RoiAlign op, TensorShape x) =>
        Case(name, op, x, Corners, 1, 0, 0, 1, 0, 1);

    private static OperatorCase Case(
        string name, RoiAlign op, TensorShape x, float[] corners, params long[] pictures) =>
        new($"{op.Pooling}, {op.Coordinates}, {name}", op, RandomTensor.Uniform(x, 1),
            new Tensor<float>([corners.Length / 4, 4], corners), Integers.List(pictures))
        {
            FirstConstant = 3,
        };
}
