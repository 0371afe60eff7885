using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Convolutions of 8-bit integers: the sums, and the sums in a result's scale. Exact on every backend.</summary>
public static class IntegerConvCases
{
    private static readonly Window Padded = Window.Square(3, pad: 1);

    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Sums("3x3 uint8", Window.Square(3), 1, Bytes([1, 5, 7, 6]), Bytes([19, 5, 3, 3]), One(128), One(7)),
        Sums("without zero points", Padded, 1, SBytes([2, 3, 7, 5]), SBytes([4, 3, 3, 3])),
        Sums("zero point of X only", Padded, 1, Bytes([1, 3, 7, 5]), SBytes([4, 3, 3, 3]), One(200)),
        Sums("a zero point a channel", Window.Square(1), 1, Bytes([1, 33, 4, 5]), Bytes([3, 33, 1, 1]), One(3),
            new Tensor<byte>([3], [0, 128, 255])),
        Sums("groups, stride 2, asymmetric padding", new Window([3, 2], [2, 2], [1, 1], [0, 1, 2, 0]), 3,
            Bytes([2, 9, 8, 7]), SBytes([6, 3, 3, 2]), One(90)),
        Sums("depthwise dilated", Window.Square(3, pad: 2, dilation: 2), 17, Bytes([1, 17, 9, 9]), Bytes([17, 1, 3, 3]),
            One(11), One(130)),
        Sums("1-D", new Window([5], [1], [1], [2, 2]), 1, SBytes([1, 4, 40]), SBytes([18, 4, 5])),
        Sums("3-D", new Window([2, 3, 2], [1, 2, 1], [1, 1, 2], [1, 0, 0, 0, 1, 2]), 1, Bytes([1, 2, 4, 6, 5]),
            SBytes([5, 2, 2, 3, 2]), One(60)),
        Sums("many pixels of a deep input", Window.Square(3), 1, Bytes([1, 96, 14, 15]), SBytes([20, 96, 3, 3]), One(100)),
        Sums("weights of the run", Padded, 2, Bytes([1, 4, 6, 6]), Bytes([6, 2, 3, 3]), One(1), One(2)) with
        {
            FirstConstant = 9,
        },
        Scaled("3x3", Padded, 1, 5, [2, 5, 9, 7], 19, signed: false, bias: true),
        Scaled("1x1 signed, a scale a channel", Window.Square(1), 1, 40, [1, 40, 5, 6], 33, signed: true, bias: true, true),
        Scaled("depthwise stride 2", Window.Square(3, stride: 2, pad: 1), 20, 1, [1, 20, 11, 9], 20, true, false, true),
        Scaled("without bias", Window.Square(2), 1, 3, [1, 3, 5, 5], 4, signed: false, bias: false),
        Scaled("all of the run", Padded, 1, 2, [1, 2, 4, 4], 3, signed: true, bias: true, true) with { FirstConstant = 9 },
    ];

    private static OperatorCase Sums(string name, Window window, int groups, params Tensor?[] inputs) =>
        new(name, new ConvInteger(window with { Kernel = ImmutableArray<int>.Empty }, groups), inputs) { Atol = 0, Rtol = 0 };

    private static OperatorCase Scaled(string name, Window window, int groups, int depth, TensorShape x, int outputs,
        bool signed, bool bias, bool perChannel = false)
    {
        TensorShape w = [outputs, depth, .. window.Kernel], scales = perChannel ? [outputs] : [];
        Tensor zero = signed ? new Tensor<sbyte>([], [-5]) : new Tensor<byte>([], [131]);
        Tensor wZero = !signed ? One(120) : perChannel ? SBytes([outputs]) : new Tensor<sbyte>([], [3]);
        Tensor?[] inputs =
        [
            signed ? SBytes(x) : Bytes(x), new Tensor<float>([], [0.02f]), zero,
            signed ? SBytes(w) : Bytes(w), RandomTensor.Uniform(scales, 3, 0.001f, 0.01f), wZero,
            new Tensor<float>([], [0.05f]), zero,
        ];
        if (bias)
            inputs = [.. inputs, RandomInteger.Int32([outputs], 5, -9999, 9999)];
        return new OperatorCase(name, new QLinearConv(window, groups), inputs) { Atol = 0, Rtol = 0 };
    }

    private static Tensor<byte> One(byte value) => new([], [value]);

    private static Tensor<byte> Bytes(TensorShape shape) => RandomInteger.Bytes(shape, shape.Length);

    private static Tensor<sbyte> SBytes(TensorShape shape) => RandomInteger.SBytes(shape, shape.Length);
}
