using VisionPlugin.Operators;

namespace VisionPlugin.Testing.Cases;

/// <summary>Grids of pictures and volumes, with and without aligned corners.</summary>
public static class AffineGridCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. from corners in (bool[])[false, true]
           from test in Each(new AffineGrid(corners))
           select test,
    ];

    private static IEnumerable<OperatorCase> Each(AffineGrid op) =>
    [
        Case("picture", op, 1, 3, 5, 7),
        Case("batch 3", op, 3, 4, 2, 3),
        Case("one row", op, 1, 4, 1, 6),
        Case("volume, batch 2", op, 2, 3, 3, 4, 5),
    ];

    private static OperatorCase Case(string name, AffineGrid op, params long[] size)
    {
        int axes = size.Length - 2;
        return new OperatorCase($"{name}, {op.AlignCorners}", op,
            RandomTensor.Uniform([(int)size[0], axes, axes + 1], 1), Integers.List(size));
    }
}
