using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>The indices of max pools, from where they came or into a larger output.</summary>
public static class MaxUnpoolCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("2x2 stride 2, batch 2, odd", [2, 5, 6, 8], Window.Square(2, stride: 2)),
        Case("overlapping 3x3 stride 2 pad 1", [1, 6, 7, 9], Window.Square(3, stride: 2, pad: 1)),
        Case("stride 3 by 2, asymmetric padding", [2, 3, 8, 7], Windows.Of([2, 3], [3, 2], [0, 1, 0, 1])),
        Case("list", [2, 3, 9], Windows.Of([3], [3])),
        Case("volume", [1, 3, 4, 6, 4], Windows.Of([2, 3, 2], [2, 3, 2])),
        Case("larger output", [2, 3, 6, 8], Window.Square(2, stride: 2), Integers.List(2, 3, 7, 9)),
        Case("constant places", [2, 3, 6, 8], Window.Square(2, stride: 2)) with { FirstConstant = 1 },
        new OperatorCase("several at one place", new MaxUnpool(Windows.Of([2], [2])), RandomTensor.Uniform([2, 8, 300], 1),
            new Tensor<long>([2, 8, 300], [.. Enumerable.Range(0, 4800).Select(i => (long)(i % 7))])) { Atol = 0, Rtol = 0, FirstConstant = 2 },
        new OperatorCase("places outside", new MaxUnpool(Windows.Of([2], [2])), RandomTensor.Uniform([1, 1, 4], 1),
            new Tensor<long>([1, 1, 4], [-1, 3, 8, long.MaxValue])) { Atol = 0, Rtol = 0, FirstConstant = 2 },
    ];

    private static OperatorCase Case(string name, TensorShape pooled, Window window, Tensor? shape = null)
    {
        Tensor x = RandomTensor.Uniform(pooled, 1);
        var pool = new MaxPool(window);
        TensorInfo[] infos = pool.InferShapes([TensorInfo.Of(x)]);
        Tensor[] outputs = [.. infos.Select(info => Tensor.Create(info.DataType, info.Shape))];
        pool.Run([x], outputs);
        return new OperatorCase(name, new MaxUnpool(window), outputs[0], outputs[1], shape)
        {
            Atol = 0,
            Rtol = 0,
            FirstConstant = 2,
        };
    }
}
