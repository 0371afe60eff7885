using VisionPlugin.Operators;

namespace VisionPlugin.Testing.Cases;

/// <summary>Facts about shapes, and about constants; known before the first run.</summary>
public static class ShapeCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        new("all", new Shape(), RandomTensor.Uniform([2, 5, 3, 4], 1)),
        new("from 2", new Shape(2), RandomTensor.Uniform([2, 5, 3, 4], 1)),
        new("without the last", new Shape(0, -1), RandomTensor.Uniform([2, 5, 3, 4], 1)),
        new("scalar", new Shape(), RandomTensor.Uniform([], 1)),
        new("picture", new Size(), RandomTensor.Uniform([2, 5, 3, 4], 1)),
        new("of integers", new Shape(-1), RandomInteger.Int64([2, 5], 1, -9, 9)),
        new("of flags", new NonZero(), RandomBool.Flags([3, 4], 1)),
        new("of numbers", new NonZero(), RandomInteger.Int64([20], 1, -1, 1)),
    ];
}
