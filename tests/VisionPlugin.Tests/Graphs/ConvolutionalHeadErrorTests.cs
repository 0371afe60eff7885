using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Graphs;

/// <summary>Networks whose head is of another kind: the error says which node, and why.</summary>
public class ConvolutionalHeadErrorTests
{
    [Theory]
    [InlineData("unet", "unet has neither a fully connected layer nor a global pool")]
    [InlineData("tiny-yolov2", "convolutional already")]
    [InlineData("lenet5-original", "distances (ReduceSumSquare): 'distances' Float32[1, 10] is part of the head")]
    public void Of_the_zoo(string name, string message) => Fails(ModelZoo.Create(name), message);

    [Fact]
    public void Weights_that_are_computed() => Fails(
        (net, x) => net.Add("fc", new Gemm(), x.Flatten(), net.Input([1, 36, 5], "w").Reshape([36, 5])), "node fc (Gemm): a fully connected layer has maps on the left and a constant");

    [Fact]
    public void Rows_that_are_channels() => Fails(
        (net, x) => net.Add("fc", new MatMul(), x.Reshape([1, 4, 9]), net.Constant(new Tensor<float>([9, 5]))),
        "node fc (MatMul): the rows of its input [1, 4, 9] are not the pictures of the maps [1, 4, 3, 3].");

    [Fact]
    public void A_bias_for_every_picture()
    {
        var net = new ModelBuilder("net");
        Layer x = net.Input([1, 3, 5, 5]).Conv2d(4, 3).Flatten();
        Model model = net.Build(net.Add("fc", new Gemm(TransposeB: true), x, net.Constant(new Tensor<float>([5, 36])), net.Constant(new Tensor<float>([1, 1]))));
        string bias = model.Nodes[^1].Inputs[2];
        Fails(model with
        {
            Inputs = [model.Inputs[0] with { Dimensions = model.Inputs[0].Dimensions.SetItem(0, new Dimension(5)) }],
            Constants = model.Constants.SetItem(bias, new Tensor<float>([5, 1])),
        }, "node fc (Gemm): its bias is neither one constant number nor one for each unit.");
    }

    [Fact]
    public void A_constant_for_every_place() => Fails(
        (net, x) => net.Add("sum", new Binary(BinaryFunction.Add), x.Flatten(), net.Constant(new Tensor<float>([36]))).Linear(5),
        "node sum (Add)");

    [Fact]
    public void Statistics_of_every_place() => Fails((_, x) => x.Flatten().BatchNorm(name: "bn").Linear(5), "node bn (BatchNormalization)");

    [Fact]
    public void A_softmax_over_places() => Fails((_, x) => x.Flatten().Softmax(name: "s").Linear(5), "node s (Softmax)");

    [Fact]
    public void A_mean_over_rows_only() => Fails((net, x) => net.Add("mean", new Reduce(ReduceFunction.Mean, KeepDims: false), x,
        net.Constant(new Tensor<long>([1], [2]))).Flatten().Linear(5), "node mean (ReduceMean): it does not reduce [1, 4, 3, 3]");

    [Fact]
    public void Results_with_places_of_their_own() => Fails(
        (_, x) => x.Flatten().Linear(18).Reshape([-1, 2, 3, 3]).Relu(), "output 'relu1' [1, 2, 3, 3] arranges the head's result by places of its own");

    [Fact]
    public void Numbers_that_are_picked() => Fails(
        (net, x) => net.Add("picked", new Gather(1), x.Flatten().Linear(5), net.Constant(new Tensor<long>([2], [0, 3]))).Relu(),
        "node picked (Gather)", "no form on maps");

    [Fact]
    public void Channels_joined_along_another_axis() => Fails(
        (net, x) => net.Add("joined", new Concat(0), x.Flatten().Linear(5), x.Flatten().Linear(5)), "node joined (Concat): it joins along axis 0");

    [Fact]
    public void What_lies_before_the_head_fixes_the_size() => Fails(
        (_, x) => x.Reshape([1, 2, 6, 3]).Conv2d(4, 3).Flatten().Linear(5), "does not take larger inputs", "reshape1 (Reshape)");

    [Fact]
    public void An_input_without_places()
    {
        var net = new ModelBuilder("flat");
        Fails(net.Build(net.Input([1, 8]).Linear(5)), "flat: input 'input' [1, 8] has no places");
    }

    private static void Fails(Func<ModelBuilder, Layer, Layer> head, params string[] messages)
    {
        var net = new ModelBuilder("net");
        Fails(net.Build(head(net, net.Input([1, 3, 5, 5]).Conv2d(4, 3))), messages);
    }

    private static void Fails(Model model, params string[] messages)
    {
        var error = Assert.Throws<ConvolutionalHeadException>(() => model.WithConvolutionalHead());
        Assert.All(messages, m => Assert.Contains(m, error.Message, StringComparison.Ordinal));
    }
}
