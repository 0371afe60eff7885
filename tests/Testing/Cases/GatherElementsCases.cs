using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Picking single elements and slices by tensors of indices.</summary>
public static class GatherElementsCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Elements("channels", 1, [2, 5, 3, 4], [2, 7, 3, 4]),
        Elements("width", -1, [2, 5, 3, 4], [2, 5, 3, 2]),
        Elements("a smaller part", 0, [4, 5, 3], [2, 3, 2]),
        Elements("list", 0, [9], [4]),
        Elements("computed indices", 1, [3, 5], [3, 4]) with { FirstConstant = 2 },
        Slices("rows", [4, 5, 3], [6, 1], 0),
        Slices("elements", [4, 5, 3], [2, 6, 3], 0),
        Slices("by batch", [2, 5, 3], [2, 4, 1], 1),
        Slices("elements by batch", [2, 5, 3], [2, 4, 2], 1),
        Slices("computed indices", [4, 5, 3], [6, 2], 0) with { FirstConstant = 2 },
    ];

    private static OperatorCase Elements(string name, int axis, TensorShape data, TensorShape indices) => new(
        name, new GatherElements(axis), RandomTensor.Uniform(data, 1),
        RandomInteger.Int64(indices, 2, -data[axis], data[axis] - 1));

    // Every index is valid along the shortest axis of the data.
    private static OperatorCase Slices(string name, TensorShape data, TensorShape indices, int batchDims) => new(
        name, new GatherND(batchDims), RandomTensor.Uniform(data, 1), RandomInteger.Int64(indices, 2, -3, 2));
}
