using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Slices with steps of both signs, bounds inside, outside and at the ends of the axes.</summary>
public static class SliceCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("channels from 4", [1, 12, 3, 5], [4], [8], [1]),
        Case("channels from inside a group of 4, batch 2", [2, 11, 3, 5], [3], [10], [1]),
        Case("every second channel", [1, 9, 3, 5], [0], [9], [1], [2]),
        Case("every second row and column", [2, 5, 7, 9], [0, 1], [7, 9], [2, 3], [2, 2]),
        Case("crop", [2, 5, 7, 9], [1, 2], [-1, -2], [-2, -1]),
        Case("flip width", [2, 5, 3, 7], [-1], [long.MinValue], [3], [-1]),
        Case("backwards by 3", [2, 5, 9, 7], [7], [0], [2], [-3]),
        Case("all axes, no axes input", [3, 5, 7, 6], [1, 1, 1, 1], [3, 4, 7, 5]),
        Case("ends beyond", [2, 5, 3, 7], [1, 0], [long.MaxValue, 1000], [1, 3]),
        Case("starts beyond the front", [2, 5, 3, 7], [-100], [2], [1]),
        Case("batch", [3, 5, 2, 3], [1], [3], [0]),
        Case("step longer than the axis", [1, 5, 3, 7], [1], [7], [3], [long.MaxValue]),
        Case("list", [9], [2], [7], [0], [2]),
        Case("matrix", [5, 9], [4, 1], [1, 8], [0, 1], [-1, 3]),
        Case("3 axes", [2, 5, 9], [1], [8], [2]),
        Case("5 axes", [2, 3, 4, 5, 3], [1, 3], [4, 0], [2, 3], [2, -2]),
        Case("nothing left", [2, 5, 3], [3], [3], [1]),
        new OperatorCase("int64", new Slice(), RandomInteger.Int64([7], 1, -9, 9), Integers.List(1), Integers.List(5)),
        new OperatorCase("bounds in int32", new Slice(), RandomTensor.Uniform([7], 1),
            new Tensor<int>([1], [1]), new Tensor<int>([1], [5]), new Tensor<int>([1], [0]), new Tensor<int>([1], [2])),
    ];

    private static OperatorCase Case(string name, TensorShape x, long[] starts, long[] ends, long[]? axes = null,
        long[]? steps = null) =>
        new(name, new Slice(), RandomTensor.Uniform(x, 1), Integers.List(starts), Integers.List(ends),
            axes is null ? null : Integers.List(axes), steps is null ? null : Integers.List(steps))
        {
            Atol = 0,
            Rtol = 0,
        };
}
