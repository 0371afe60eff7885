using System.Collections.Immutable;
using VisionPlugin.Components;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Components;

public class ConvolutionKernelsTests
{
    [Fact]
    public void All_convolutions_are_listed_though_the_size_of_the_input_is_open()
    {
        ImmutableArray<ConvolutionKernels> found = ConvolutionKernels.List(ModelZoo.Create("alexnet"));
        Assert.Equal(["conv1", "conv2", "conv3", "conv4", "conv5"], found.Select(k => k.Node));
        Assert.Equal([true, false, false, false, false], found.Select(k => k.ReadsInput));
        Assert.Equal((2, new TensorShape(256, 48, 5, 5)), (found[1].Groups, found[1].Shape));
        Assert.Equal(new TensorShape(96, 3, 11, 11), found[0].Read().Shape);
        Assert.Empty(ConvolutionKernels.List(ModelZoo.Create("mnist1d-fc")));
        Assert.Contains(ConvolutionKernels.List(ModelZoo.Create("unet")), k => k.Operator == "ConvTranspose");
    }

    [Fact]
    public void Kernels_of_a_transposed_convolution_come_by_output()
    {
        // 4 inputs in 2 groups, 3 outputs a group, kernels of one number: W(c, m) = 10c + m.
        var weights = new Tensor<float>([4, 3, 1], [0, 1, 2, 10, 11, 12, 20, 21, 22, 30, 31, 32]);
        ConvolutionKernels kernels = Only(new ConvTranspose(Kernel(1), Groups: 2), [4, 5], weights);
        Assert.Equal(new TensorShape(6, 2, 1), kernels.Shape);
        Assert.Equal([0, 10, 1, 11, 2, 12, 20, 30, 21, 31, 22, 32], kernels.Read().AsSpan().ToArray());
    }

    [Fact]
    public void Bytes_are_decoded()
    {
        var weights = new Tensor<byte>([2, 1, 1, 2], [10, 12, 7, 3]);
        ImmutableDictionary<string, Tensor> constants = new Dictionary<string, Tensor>
        {
            ["w"] = weights,
            ["s"] = new Tensor<float>([2], [0.5f, 2]),
            ["z"] = new Tensor<byte>([2], [10, 5]),
            ["one"] = new Tensor<float>([], [1]),
            ["zero"] = new Tensor<byte>([], [0]),
        }.ToImmutableDictionary();
        // QDQ: the weights are computed of constants.
        Model qdq = ModelOf(constants, [1, 1, 4, 4],
            new Node("dq", new DequantizeLinear(0), ["w", "s", "z"], ["weights"]),
            new Node("conv", new Conv(Kernel(1, 2)), ["x", "weights"], ["y"]));
        Assert.Equal([0, 1, 4, -4], Assert.Single(ConvolutionKernels.List(qdq)).Read().AsSpan().ToArray());
        Model linear = ModelOf(constants, [1, 1, 4, 4],
            new Node("q", new QuantizeLinear(), ["x", "one", "zero"], ["b"]),
            new Node("conv", new QLinearConv(Kernel(1, 2)), ["b", "one", "zero", "w", "s", "z", "one", "zero"], ["y"]));
        ConvolutionKernels kernels = Assert.Single(ConvolutionKernels.List(linear));
        Assert.Equal([0, 1, 4, -4], kernels.Read().AsSpan().ToArray());
        Assert.True(kernels.ReadsInput);
    }

    [Fact]
    public void Kernels_that_a_run_computes_are_left_out() =>
        Assert.Empty(ConvolutionKernels.List(ModelOf(ImmutableDictionary<string, Tensor>.Empty, [1, 1, 3, 3],
            new Node("conv", new Conv(Kernel(3, 3)), ["x", "x"], ["y"]))));

    private static Window Kernel(params int[] sizes) => new([.. sizes], [], [], []);

    private static ConvolutionKernels Only(Operator convolution, int[] input, Tensor weights) => Assert.Single(
        ConvolutionKernels.List(ModelOf(new Dictionary<string, Tensor> { ["w"] = weights }.ToImmutableDictionary(),
            [1, .. input], new Node("conv", convolution, ["x", "w"], ["y"]))));

    private static Model ModelOf(ImmutableDictionary<string, Tensor> constants, int[] input, params Node[] nodes) =>
        new()
        {
            Name = "test",
            Inputs = [new ValueInfo("x", DataType.Float32, [.. input.Select(size => new Dimension(size))])],
            Outputs = ["y"],
            Nodes = [.. nodes],
            Constants = constants,
        };
}
