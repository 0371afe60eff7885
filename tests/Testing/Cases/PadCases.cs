using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Padding in every mode, on every axis, and cropping by negative padding.</summary>
public static class PadCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        .. Enum.GetValues<PadMode>().SelectMany(Each),
        Case("value", PadMode.Constant, [2, 5, 3, 4], [0, 0, 1, 2, 0, 0, 3, 0], new Tensor<float>([], [2.5f])),
        Case("channels", PadMode.Constant, [2, 5, 3, 4], [0, 3, 0, 0, 0, 2, 0, 0]),
        Case("channels by 4", PadMode.Constant, [2, 6, 3, 4], [0, 4, 0, 0, 0, 4, 0, 0], new Tensor<float>([1], [-1])),
        Case("batch", PadMode.Constant, [2, 5, 3, 4], [1, 0, 0, 0, 1, 0, 0, 0]),
        Case("channels", PadMode.Reflect, [1, 6, 3, 4], [0, 3, 0, 0, 0, 2, 0, 0]),
        Case("more than once around", PadMode.Reflect, [1, 5, 2, 3], [0, 0, 4, 5, 0, 0, 3, 7]),
        Case("more than once around", PadMode.Wrap, [1, 5, 2, 3], [0, 0, 4, 5, 0, 0, 3, 7]),
        Case("one element", PadMode.Reflect, [1, 5, 1, 3], [0, 0, 2, 0, 0, 0, 1, 0]),
        Case("some axes", PadMode.Edge, [2, 5, 3, 4], [1, 2, 0, 1], null, Integers.List(3, -2)),
        Case("nothing", PadMode.Constant, [2, 5, 3, 4], [0, 0, 0, 0, 0, 0, 0, 0]),
        new OperatorCase("int64", new Pad(), RandomInteger.Int64([3], 1, -9, 9), Integers.List(1, 2),
            Integers.Scalar(7)),
        new OperatorCase("uint8", new Pad(PadMode.Reflect), RandomInteger.Bytes([3, 4], 1), Integers.List(1, 2, 1, 0)),
    ];

    private static IEnumerable<OperatorCase> Each(PadMode mode) =>
    [
        Case("height and width", mode, [2, 5, 6, 7], [0, 0, 1, 2, 0, 0, 3, 4]),
        Case("height and width, 8 channels", mode, [1, 8, 5, 4], [0, 0, 2, 1, 0, 0, 2, 1]),
        Case("crop", mode, [2, 5, 6, 7], [0, 0, -1, -2, 0, 0, -3, 0]),
        Case("crop on one side, pad on the other", mode, [2, 5, 6, 7], [0, 0, -1, 3, 0, 0, 2, -2]),
        Case("list", mode, [7], [2, 3]),
        Case("matrix", mode, [3, 5], [1, 2, 2, 1]),
        Case("3 axes", mode, [2, 3, 5], [0, 1, 2, 0, 1, 3]),
        Case("5 axes", mode, [2, 3, 4, 5, 3], [0, 0, 1, 2, 0, 0, 0, 1, 0, 2]),
    ];

    private static OperatorCase Case(string name, PadMode mode, TensorShape x, long[] pads, Tensor? value = null,
        Tensor? axes = null) =>
        new($"{mode}, {name}", new Pad(mode), RandomTensor.Uniform(x, 1), Integers.List(pads), value, axes)
        {
            Atol = 0,
            Rtol = 0,
        };
}
