using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing.Cases;

/// <summary>Convolutions: odd sizes, asymmetric padding, batches, groups, channels that are no multiple of 4.</summary>
public static class ConvCases
{
    /// <summary>All cases.</summary>
    public static IEnumerable<OperatorCase> All =>
    [
        Case("3x3 pad 1", [1, 4, 8, 8], 8, Window.Square(3, pad: 1)),
        Case("3x3 stride 2 odd channels batch 2", [2, 3, 13, 11], 5, Window.Square(3, stride: 2)),
        Case("3x3 asymmetric padding", [1, 5, 9, 7], 6, new Window([3, 3], [2, 2], [1, 1], [0, 0, 1, 1])),
        Case("3x3 crop by negative padding", [1, 4, 9, 9], 4, new Window([3, 3], [1, 1], [1, 1], [-1, 0, 0, -2])),
        Case("3x3 dilation 2 by 3", [1, 3, 15, 17], 7, new Window([3, 3], [1, 1], [2, 3], [2, 3, 2, 3])),
        Case("5x3 same upper stride 2", [1, 6, 10, 9], 9, Auto([5, 3], 2, AutoPad.SameUpper)),
        Case("5x3 same lower stride 2", [1, 6, 10, 9], 9, Auto([5, 3], 2, AutoPad.SameLower)),
        Case("valid", [1, 2, 6, 6], 3, Auto([3, 3], 1, AutoPad.Valid)),
        Case("1x1", [2, 19, 7, 5], 13, Window.Square(1)),
        Case("1x1 wide", [1, 64, 9, 9], 48, Window.Square(1)),
        Case("1x1 stride 2", [1, 7, 9, 9], 10, Window.Square(1, stride: 2)),
        Case("3x3 wide", [1, 24, 12, 20], 40, Window.Square(3, pad: 1)),
        Case("3x3 wide batch 2 odd", [2, 17, 13, 15], 33, Window.Square(3, pad: 1)),
        Case("7x7 stride 2", [1, 3, 23, 21], 16, Window.Square(7, stride: 2, pad: 3)),
        Case("kernel larger than input", [1, 2, 3, 3], 4, Window.Square(5, pad: 2)),
        Case("groups 2", [1, 8, 7, 7], 12, Window.Square(3, pad: 1), groups: 2),
        Case("groups 3 odd", [2, 9, 6, 5], 15, Window.Square(3, pad: 1), groups: 3),
        Case("depthwise", [1, 10, 9, 9], 10, Window.Square(3, pad: 1), groups: 10),
        Case("depthwise stride 2 same 5x5 batch 2", [2, 7, 11, 12], 7, Auto([5, 5], 2, AutoPad.SameUpper), groups: 7),
        Case("depthwise dilated", [1, 8, 12, 12], 8, Window.Square(3, pad: 2, dilation: 2), groups: 8),
        Case("depthwise with multiplier 2", [1, 6, 8, 8], 12, Window.Square(3, pad: 1), groups: 6),
        Case("1-D", [2, 5, 19], 7, new Window([3], [2], [1], [1, 1])),
        Case("1-D dilated groups 2", [1, 6, 21], 8, new Window([5], [1], [2], [0, 3]), groups: 2),
        Case("no bias", [1, 4, 6, 6], 4, Window.Square(3), bias: false),
        Case("relu", [1, 6, 8, 8], 7, Window.Square(3, pad: 1), activation: Activation.Relu),
        Case("relu6 1x1", [1, 6, 8, 8], 7, Window.Square(1), activation: Activation.Relu6),
        Case("leaky relu depthwise", [1, 6, 8, 8], 6, Window.Square(3, pad: 1), 6,
            activation: new Activation(UnaryFunction.LeakyRelu, 0.1f)),
        Case("hard swish", [1, 5, 6, 6], 9, Window.Square(3), activation: new Activation(UnaryFunction.HardSwish)),
        Case("scaled hard swish", [1, 5, 6, 6], 9, Window.Square(1),
            activation: new Activation(UnaryFunction.ScaledHardSwish, 0.9f)),
        Case("residual and relu", [1, 6, 8, 8], 6, Window.Square(3, 1, 1), activation: Activation.Relu, residual: true),
        Case("residual 1x1 batch 2 odd", [2, 5, 7, 7], 9, Window.Square(1), residual: true),
        Computed(Case("3x3 odd batch 2, computed weights", [2, 17, 13, 15], 33, Window.Square(3, pad: 1))),
        Computed(Case("1x1, computed weights", [2, 19, 7, 5], 13, Window.Square(1), bias: false)),
        Computed(Case("groups of whole blocks, computed weights", [1, 16, 7, 7], 24, Window.Square(3), groups: 2)),
        Computed(Case("groups 3 odd, computed weights", [2, 9, 6, 5], 15, Window.Square(3, pad: 1), groups: 3)),
        Computed(Case("depthwise, computed weights", [1, 10, 9, 9], 10, Window.Square(3, pad: 1), groups: 10)),
    ];

    // Weights and bias come from the run, as from another network.
    private static OperatorCase Computed(OperatorCase c) => c with { FirstConstant = c.Inputs.Length };

    private static Window Auto(ImmutableArray<int> kernel, int stride, AutoPad pad) =>
        new(kernel, [stride, stride], [1, 1], [], pad);

    private static OperatorCase Case(string name, TensorShape x, int outputs, Window window, int groups = 1,
        bool bias = true, Activation activation = default, bool residual = false)
    {
        TensorShape w = [outputs, x[1] / groups, .. window.Kernel];
        TensorShape y = ConvGeometry.Resolve(window, x).OutputShape(x[0], outputs);
        var inputs = new List<Tensor?>
        {
            RandomTensor.Uniform(x, 1),
            RandomTensor.Uniform(w, 2),
            bias ? RandomTensor.Uniform([outputs], 3) : null,
        };
        if (residual)
            inputs.Add(RandomTensor.Uniform(y, 4));
        return new OperatorCase(name, new Conv(window, groups, activation), [.. inputs]);
    }
}
