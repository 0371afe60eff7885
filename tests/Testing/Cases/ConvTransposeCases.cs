using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>
/// Transposed convolutions: strides beyond the kernel, odd padding, output padding and shape, groups, 1-D to 3-D.
/// </summary>
public static class ConvTransposeCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("3x3", [1, 4, 5, 5], 8, Window.Square(3)),
        Case("2x2 stride 2", [1, 8, 7, 5], 4, Window.Square(2, stride: 2)),
        Case("4x4 stride 2 pad 1 batch 2 odd channels", [2, 5, 6, 7], 7, Window.Square(4, stride: 2, pad: 1)),
        Case("3x3 stride 2 output padding", [1, 6, 5, 4], 9, Window.Square(3, 2, 1), outputPadding: [1, 1]),
        Case("3x3 stride 3 by 2 output padding", [1, 3, 4, 5], 5, Windows.Of([3, 3], [3, 2]), outputPadding: [2, 0]),
        Case("asymmetric padding", [2, 3, 6, 5], 6, Windows.Of([3, 4], [2, 1], [0, 1, 2, 0])),
        Case("negative padding", [1, 4, 4, 4], 4, Windows.Of([3, 3], [2, 2], [-1, 0, 0, -2])),
        Case("kernel smaller than stride", [1, 5, 4, 6], 3, Windows.Of([2, 1], [3, 3])),
        Case("1x1", [2, 7, 5, 3], 9, Window.Square(1)),
        Case("5x3 dilation 2 by 3", [1, 3, 6, 7], 4, Windows.Of([5, 3], [1, 2], [1, 0, 2, 3], [2, 3])),
        Case("output shape smaller", [1, 2, 3, 3], 2, Windows.Of([3, 3], [3, 2]), outputShape: [8, 6]),
        Case("output shape larger", [1, 2, 3, 3], 2, Windows.Of([3, 3], [3, 2]), outputShape: [10, 8]),
        Case("output shape same upper odd", [1, 3, 4, 4], 5,
            Windows.Auto(AutoPad.SameUpper, [4, 4], [2, 2]), outputShape: [7, 9]),
        Case("same upper", [1, 4, 5, 6], 6, Windows.Auto(AutoPad.SameUpper, [3, 4], [2, 3])),
        Case("same lower", [2, 3, 5, 6], 7, Windows.Auto(AutoPad.SameLower, [3, 4], [2, 3])),
        Case("same upper stride beyond kernel", [1, 3, 4, 4], 4, Windows.Auto(AutoPad.SameUpper, [2, 2], [3, 3])),
        Case("valid", [1, 2, 4, 5], 3, Windows.Auto(AutoPad.Valid, [3, 2], [2, 2])),
        Case("groups 2", [1, 8, 5, 5], 12, Window.Square(3, stride: 2, pad: 1), groups: 2),
        Case("groups 3 odd batch 2", [2, 9, 4, 6], 15, Window.Square(2, stride: 2), groups: 3),
        Case("depthwise", [1, 10, 6, 6], 10, Window.Square(4, stride: 2, pad: 1), groups: 10),
        Case("depthwise with multiplier 3", [1, 5, 4, 4], 15, Window.Square(3, stride: 2), groups: 5),
        Case("wide", [1, 24, 9, 8], 40, Window.Square(4, stride: 2, pad: 1)),
        Case("1-D", [2, 5, 9], 7, Windows.Of([4], [2], [1, 0])),
        Case("1-D dilated groups 2", [1, 6, 8], 4, Windows.Of([3], [1], [2, 1], [2]), groups: 2),
        Case("3-D", [1, 3, 3, 4, 2], 5, Windows.Of([2, 3, 2], [2, 1, 2], [0, 1, 0, 1, 0, 0]), outputPadding: [1, 0, 0]),
        Case("no bias", [1, 4, 5, 5], 6, Window.Square(3, stride: 2), bias: false),
        Case("relu", [1, 5, 5, 5], 6, Window.Square(2, stride: 2), activation: Activation.Relu),
        Case("leaky relu groups", [1, 6, 4, 4], 6, Window.Square(3, stride: 2, pad: 1), 2,
            activation: new Activation(UnaryFunction.LeakyRelu, 0.1f)),
        Computed(Case("4x4 batch 2 odd, computed weights", [2, 5, 6, 7], 7, Window.Square(4, stride: 2, pad: 1))),
        Computed(Case("groups of whole blocks, computed weights", [1, 8, 5, 5], 16, Window.Square(3), groups: 2)),
        Computed(Case("groups 3 odd, computed weights", [2, 9, 4, 6], 15, Window.Square(2, 2), groups: 3, bias: false)),
    ];

    // Weights and bias come from the run, as from another network.
    private static OperatorCase Computed(OperatorCase c) => c with { FirstConstant = c.Inputs.Length };

    private static OperatorCase Case(string name, TensorShape x, int outputs, Window window, int groups = 1,
        ImmutableArray<int> outputPadding = default, ImmutableArray<int> outputShape = default,
        bool bias = true, Activation activation = default)
    {
        TensorShape w = [x[1], outputs / groups, .. window.Kernel];
        return new OperatorCase(name, new ConvTranspose(window, outputPadding, outputShape, groups, activation),
            RandomTensor.Uniform(x, 1), RandomTensor.Uniform(w, 2), bias ? RandomTensor.Uniform([outputs], 3) : null);
    }
}
