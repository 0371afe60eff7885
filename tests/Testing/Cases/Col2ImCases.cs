using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Columns that overlap, leave gaps and reach into padding, one to four axes.</summary>
public static class Col2ImCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("3x3, batch 2, odd", new Col2Im(), 2, 5, [6, 7], [3, 3]),
        Case("1x5 blocks beside one another", new Col2Im([1, 5]), 1, 4, [5, 10], [1, 5]),
        Case("stride 2 by 3, asymmetric padding", new Col2Im([2, 3], [], [0, 1, 2, 0]), 1, 3, [7, 8], [3, 2]),
        Case("dilation 2 by 3", new Col2Im([], [2, 3], [1, 2, 1, 2]), 2, 3, [9, 8], [2, 3]),
        Case("gaps", new Col2Im([3, 3]), 1, 3, [8, 8], [2, 2]),
        Case("list", new Col2Im([2], [], [1, 0]), 2, 3, [9], [3]),
        Case("volume", new Col2Im([1, 2, 1], [], [1, 0, 1, 0, 1, 1]), 1, 2, [4, 5, 6], [2, 3, 2]),
        new OperatorCase("int32", new Col2Im(), RandomInteger.Int32([1, 8, 4], 1, -9, 9), Integers.List(3, 3),
            Integers.List(2, 2)),
    ];

    private static OperatorCase Case(string name, Col2Im op, int batch, int channels, long[] image, long[] block)
    {
        TensorShape picture = [1, 1, .. image.Select(size => (int)size)];
        var window = new Window([.. block.Select(size => (int)size)], op.Strides, op.Dilations, op.Pads);
        ConvGeometry geometry = ConvGeometry.Resolve(window, picture);
        TensorShape x = [batch, channels * geometry.KernelLength, geometry.OutputShape(1, 1).Length];
        return new OperatorCase(
            name, op, RandomTensor.Uniform(x, 1), Integers.List(image), Integers.List(block));
    }
}
