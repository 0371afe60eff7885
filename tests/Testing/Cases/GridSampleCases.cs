using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Sampling in every mode with every padding, places inside and outside of the input, one to three axes.</summary>
public static class GridSampleCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. from mode in Enum.GetValues<Interpolation>()
           from padding in Enum.GetValues<GridPadding>()
           from corners in (bool[])[false, true]
           from test in Each(new GridSample(mode, padding, corners))
           select test,
        Case("far outside", new GridSample(Interpolation.Cubic, GridPadding.Reflection), [1, 5, 3, 4], [6, 5], 9),
        Case("places out of range", new GridSample(), [1, 3, 4, 5], new Tensor<float>([1, 1, 4, 2],
            [float.NaN, 0.1f, float.PositiveInfinity, 0, 0.2f, float.NegativeInfinity, 1e30f, -1e30f])),
        Case("list", new GridSample(Interpolation.Linear, GridPadding.Border), [2, 3, 7], [5]),
        Case("one element", new GridSample(Interpolation.Cubic, GridPadding.Reflection, true), [1, 5, 1, 1], [3, 2]),
        Case("16 channels, larger than the input", new GridSample(), [1, 16, 5, 6], [11, 9]),
        Case("constant grid", new GridSample(), [2, 6, 5, 6], [3, 4]) with { FirstConstant = 1 },
        new OperatorCase("uint8", new GridSample(), RandomInteger.Bytes([1, 3, 4, 5], 1),
            RandomTensor.Uniform([1, 2, 3, 2], 2)),
        new OperatorCase("no output", new GridSample(), RandomTensor.Uniform([1, 3, 4, 5], 1),
            new Tensor<float>([1, 0, 3, 2])),
    ];

    private static IEnumerable<OperatorCase> Each(GridSample op) =>
    [
        Case($"{op.Padding}, {op.AlignCorners}, batch 2, odd", op, [2, 5, 6, 7], [5, 8]),
        Case($"{op.Padding}, {op.AlignCorners}, volume", op, [1, 3, 4, 3, 5], [3, 4, 2]),
    ];

    private static OperatorCase Case(string name, GridSample op, TensorShape x, int[] sizes, float reach = 1.4f) =>
        Case(name, op, x, RandomTensor.Uniform([x[0], .. sizes, x.Rank - 2], 2, -reach, reach));

    private static OperatorCase Case(string name, GridSample op, TensorShape x, Tensor grid) =>
        new($"{op.Mode}, {name}", op, RandomTensor.Uniform(x, 1), grid) { FirstConstant = 2 };
}
