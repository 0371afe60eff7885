using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Every order of three and four axes, and a few of other ranks.</summary>
public static class TransposeCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Orders(4).Select(order => Case([2, 5, 3, 7], order)),
        .. Orders(3).Select(order => Case([3, 6, 5], order)),
        Case([5, 7], [1, 0]),
        Case([5, 7], [0, 1]),
        Case([9], [0]),
        Case([], []),
        Case([2, 5, 3, 7], []),
        Case([1, 8, 4, 4], [0, 2, 3, 1]),
        Case([1, 4, 4, 8], [0, 3, 1, 2]),
        Case([1, 3, 4, 3, 5], [0, 2, 1, 3, 4]),
        Case([2, 3, 4, 3, 5], [4, 2, 0, 3, 1]),
        new OperatorCase("int64", new Transpose([1, 0]), RandomInteger.Int64([3, 4], 1, -9, 9)),
        new OperatorCase("uint8", new Transpose([2, 0, 1]), RandomInteger.Bytes([3, 4, 3], 1)),
    ];

    private static OperatorCase Case(TensorShape x, int[] order) =>
        new($"{x} by [{string.Join(", ", order)}]", new Transpose([.. order]), RandomTensor.Uniform(x, 1))
        {
            Atol = 0,
            Rtol = 0,
        };

    private static IEnumerable<int[]> Orders(int rank) => rank == 0
        ? [[]]
        : from order in Orders(rank - 1)
          from at in Enumerable.Range(0, rank)
          select order.Take(at).Append(rank - 1).Concat(order.Skip(at)).ToArray();
}
