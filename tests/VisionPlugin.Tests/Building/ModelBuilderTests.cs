using VisionPlugin.Building;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Building;

public class ModelBuilderTests
{
    [Fact]
    public void Shapes_names_and_parameters_are_those_of_the_layers()
    {
        var net = new ModelBuilder("small");
        Layer x = net.Input([1, 3, 33, 31]).Conv2d(16, 3, stride: 2, padding: Padding.Same, bias: false).BatchNorm().Relu();
        Assert.Equal([1, 16, 17, 16], x.Shape);
        x = x.MaxPool(3, 2, ceil: true).Scope("stage", y => y.Conv2d(8, (1, 5), padding: Padding.Sides(0, 2, 0, 2)));
        Assert.Equal("stage.conv1: [1, 8, 8, 8]", x.ToString());
        Model model = net.Build(x.Flatten().Linear(10).Softmax());
        Assert.Equal(
            ["bn1.bias", "bn1.running_mean", "bn1.running_var", "bn1.weight", "conv1.weight", "fc1.bias", "fc1.weight",
                "stage.conv1.bias", "stage.conv1.weight"],
            model.Constants.Keys.Order(StringComparer.Ordinal));
        Assert.Equal("softmax1", Assert.Single(model.Outputs));
        Assert.Equal("input: Float32[batch, 3, 33, 31]", Assert.Single(model.Inputs).ToString());
    }

    [Fact]
    public void Every_block_runs_optimised_as_it_does_on_the_reference()
    {
        var net = new ModelBuilder("blocks", new SeededWeights(3, 0.1f));
        Layer x = net.Input([2, 5, 19, 17]);
        x = x.Scope("a", y => y.ConvBnRelu(7, 3)).Scope("b", y => y.BasicBlock(9, 2)).Scope("c", y => y.Bottleneck(4))
            .Scope("d", y => y.Inception(3, 2, 5, 1, 2, 4)).Scope("e", y => y.DepthwiseSeparable(6, 2))
            .Scope("f", y => y.InvertedResidual(6, 3)).Scope("g", y => y.InvertedResidual(5, 1, 2)).Scope("h", y => y.Fire(2, 3))
            .EncoderDecoder(y => y.MaxPool(2, 1), y => y.Conv2d(6, 1), y => y.ConvTranspose2d(6, 2), (y, up) => y.Concat([up]))
            .GroupNorm(3).InstanceNorm().LayerNorm().Lrn(3).Upsample(2).AveragePool(2, 2).LeakyRelu().Tanh().Sigmoid().Silu();
        Model model = net.Build(x, x.GlobalMaxPool().Reshape([0, -1]).Linear(3, name: "head").Dropout().Times(2).Plus(
            x.GlobalAveragePool().Flatten().Linear(3)).Times(x.GlobalAveragePool().Flatten().Linear(3)));
        using Tensor<float> input = RandomTensor.Uniform([3, 5, 19, 17], 1);
        (Tensor[] expected, Tensor[] actual) = (Run(model, new ReferenceBackend(), input, optimize: false), Run(model, new CpuBackend(2), input, optimize: true));
        Assert.Equal(2, expected.Length);
        for (int i = 0; i < expected.Length; i++)
            TensorAssert.Equal(expected[i], actual[i], 1e-4, 1e-5, model.Outputs[i]);
    }

    [Fact]
    public void Convolutions_run_over_one_and_three_axes_too()
    {
        var net = new ModelBuilder("axes");
        Assert.Equal([2, 4, 18], net.Input([2, 3, 40]).Conv1d(4, 5, stride: 2).Shape);
        Assert.Equal([1, 6, 4, 5, 6], net.Input([1, 2, 4, 5, 6]).Conv3d(6, 3, padding: 1, groups: 2).Shape);
        Assert.Equal([1, 4, 7, 7], net.Input([1, 4, 7, 7]).DepthwiseConv2d(3, padding: 2, dilation: 2).Shape);
        Assert.Equal([2, 3, 19], net.Input([2, 3, 40]).MaxPool(3, 2).Shape);
    }

    [Fact]
    public void A_layer_that_does_not_fit_says_which_and_why()
    {
        var net = new ModelBuilder("broken");
        Layer x = net.Input([1, 3, 8, 8]);
        var error = Assert.Throws<ShapeMismatchException>(() => x.Scope("stage", y => y.Conv2d(4, 9, name: "wide")));
        Assert.Contains("broken, layer stage.wide (Conv)", error.Message, StringComparison.Ordinal);
        Assert.Contains("[1, 3, 8, 8]", error.Message, StringComparison.Ordinal);
        Assert.Throws<ShapeMismatchException>(() => x.Plus(x.Conv2d(4, 3)));
        Assert.Throws<ShapeMismatchException>(() => x.Linear(4));
        Assert.Throws<ArgumentException>(() => x.Plus(new ModelBuilder("other").Input([1, 3, 8, 8])));
        Assert.Throws<ArgumentException>(() => net.Build());
    }

    [Fact]
    public void A_model_of_any_size_runs_at_other_sizes()
    {
        var net = new ModelBuilder("any");
        Model model = net.Build(net.Input([1, 1, 8, 8], anySize: true).Conv2d(2, 3).MaxPoolWithIndices(2, 2).Output);
        using Tensor<float> input = RandomTensor.Uniform([2, 1, 20, 9], 1);
        Assert.Equal([2, 2, 9, 3], Run(model, new CpuBackend(1), input, optimize: true)[0].Shape);
    }

    private static Tensor[] Run(Model model, IBackend backend, Tensor input, bool optimize)
    {
        using (backend)
        {
            using var worker = new Worker(model, backend, new WorkerOptions { Optimize = optimize });
            worker.SetInput(model.Inputs[0].Name, input);
            worker.Schedule();
            return [.. model.Outputs.Select(name => worker.PeekOutput(name).ReadbackAndClone())];
        }
    }
}
