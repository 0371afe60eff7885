using System.Collections.Immutable;
using VisionPlugin.Analysis;
using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Tests.Zoo;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Analysis;

public class LayerAnalysisTests
{
    public static TheoryData<string> Networks => [.. ModelZoo.Entries.Select(e => e.Name)];

    [Theory]
    [MemberData(nameof(Networks))]
    public void Layers_add_up_to_the_network_as_loaded_and_as_run(string network)
    {
        CompiledGraph loaded = Analyzed.Zoo(network);
        foreach (CompiledGraph graph in new[] { loaded, GraphOptimizer.Optimize(loaded) })
        {
            ImmutableArray<LayerAnalysis> layers = LayerAnalysis.Of(graph);
            ModelStatistics all = ModelStatistics.Of(graph);
            Assert.Equal(all.Nodes, layers.Length);
            Assert.Equal(all.Parameters, layers.Sum(l => l.Parameters));
            Assert.Equal(all.Macs, layers.Sum(l => l.Macs));
            Assert.Equal(1, layers.Sum(l => l.ParameterShare), 9);
            Assert.Equal(1, layers.Sum(l => l.MacShare), 9);
            Assert.DoesNotContain(layers, l => l.Kind == LayerKind.Convolution && (l.FullyConnected is null || l.Macs == 0));
        }
    }

    // LeCun et al. (1998): S2 sees 6x6, C5 is a full connection of S4, which the paper gives 48,120 connections.
    [Fact]
    public void LeNet_has_the_figures_of_its_paper()
    {
        IReadOnlyDictionary<string, LayerAnalysis> layers = Analyzed.Layers(Analyzed.Zoo("lenet5"));
        Assert.Equal(156, layers["c1"].Parameters);
        // 122,304 connections in the paper, the biases among them.
        Assert.Equal(122_304, layers["c1"].Macs + (6 * 28 * 28));
        Assert.Equal(48_120, layers["c5"].Parameters);
        Assert.Equal(new FullyConnectedCost(48_120, 48_000), layers["c5"].FullyConnected);
        Assert.Equal(10_164, layers["f6"].Parameters);
        Assert.Null(layers["f6"].FullyConnected);
        Assert.Equal("6x6 /2 +2.5", layers["s2"].Field!.ToString());
        Assert.Equal("14x14 /2 +6.5", layers["c3"].Field!.ToString());
        Assert.Equal("32x32 /4 +15.5", layers["c5"].Field!.ToString());
        // S2 as a matrix: 6x14x14 units that each see all of 6x28x28.
        Assert.Equal(new FullyConnectedCost((1176L * 4704) + 1176, 1176L * 4704), layers["s2"].FullyConnected);
    }

    // Simonyan and Zisserman (2014), table 2 and 1: of 138 million weights 102,764,544 are in the first fully connected layer.
    [Fact]
    public void Most_of_VGG_is_fully_connected()
    {
        IReadOnlyDictionary<string, LayerAnalysis> layers = Analyzed.Layers(Analyzed.Zoo("vgg16"));
        Assert.Equal(102_764_544, layers["fc6"].Parameters);
        Assert.Equal(0.743, layers["fc6"].ParameterShare, 3);
        LayerAnalysis[] dense = [.. layers.Values.Where(l => l.Kind == LayerKind.FullyConnected)];
        Assert.Equal(123_642_856, dense.Sum(l => l.Parameters));
        Assert.Equal(0.894, dense.Sum(l => l.ParameterShare), 3);
        Assert.Equal(0.008, dense.Sum(l => l.MacShare), 3);
        Assert.Equal("212x212 /32 +15.5", layers["pool5"].Field!.ToString());
        Assert.Equal("Conv 3x3", layers["conv5_3"].Title);
        Assert.Equal("MaxPool 2x2 /2", layers["pool5"].Title);
    }

    // Krizhevsky et al. (2012): 290,400 neurons in the first layer. Fully connected, each would see all of 3x227x227.
    [Fact]
    public void The_first_layer_of_AlexNet_fully_connected_has_45_billion_weights()
    {
        LayerAnalysis conv1 = Analyzed.Layers(Analyzed.Zoo("alexnet"))["conv1"];
        Assert.Equal([1, 96, 55, 55], conv1.Output!.Value.Sizes.ToArray());
        Assert.Equal(34_944, conv1.Parameters);
        Assert.Equal(new FullyConnectedCost(44_892_355_200, 44_892_064_800), conv1.FullyConnected);
    }

    // The fully connected network of the same course has these layers: 285 and 135 units of 40 and 285.
    [Fact]
    public void Convolutions_of_MNIST_1D_fully_connected_are_those_of_its_fully_connected_network()
    {
        IReadOnlyDictionary<string, LayerAnalysis> conv = Analyzed.Layers(Analyzed.Zoo("mnist1d-conv"));
        long[] dense = [.. Analyzed.Layers(Analyzed.Zoo("mnist1d-fc")).Values.Where(l => l.Parameters > 0).Select(l => l.Parameters)];
        Assert.Equal([11_685L, 38_610L, 8_160L, 610L], dense);
        Assert.Equal(dense.Take(3), new[] { "conv1", "conv2", "conv3" }.Select(name => conv[name].FullyConnected!.Value.Parameters));
        Assert.Equal([60, 690, 690], new[] { "conv1", "conv2", "conv3" }.Select(name => conv[name].Parameters));
    }

    [Fact]
    public void Where_a_maximum_is_taken_no_fully_connected_layer_could_stand() =>
        Assert.Null(Analyzed.Layer(new MaxPool(Window.Square(2, 2)), [1, 2, 8, 8]).FullyConnected);

    [Fact]
    public void A_batch_costs_more_but_has_no_more_weights()
    {
        var conv = new Conv(Window.Square(3, 2, 1), Groups: 2);
        LayerAnalysis one = Analyzed.Layer(conv, [1, 2, 8, 8], [4, 1, 3, 3]), three = Analyzed.Layer(conv, [3, 2, 8, 8], [4, 1, 3, 3]);
        Assert.Equal((one.Parameters, one.Macs * 3), (three.Parameters, three.Macs));
        Assert.Equal(new FullyConnectedCost((128 * 64) + 64, 128 * 64), one.FullyConnected);
        Assert.Equal(new FullyConnectedCost((128 * 64) + 64, 3 * 128 * 64), three.FullyConnected);
        Assert.Equal("Conv 3x3 /2 depthwise", one.Title);
    }

    [Fact]
    public void Shared_weights_count_at_the_first_layer_that_reads_them()
    {
        var net = new ModelBuilder("shared", new BlankWeights());
        Layer x = net.Input([1, 2, 8, 8]), w = net.Constant(new Tensor<float>([2, 2, 3, 3]), "w");
        var conv = new Conv(Window.Square(3, 1, 1));
        x = net.Add("b", conv, net.Add("a", conv, x, w), w);
        IReadOnlyDictionary<string, LayerAnalysis> layers = Analyzed.Layers(Analyzed.Compile(net.Build(x)));
        Assert.Equal((36, 0), (layers["a"].Parameters, layers["b"].Parameters));
    }

    [Fact]
    public void What_was_merged_is_told()
    {
        CompiledGraph loaded = Analyzed.Zoo("resnet50"), run = GraphOptimizer.Optimize(loaded);
        Dictionary<string, LayerAnalysis> layers = LayerAnalysis.Of(run, loaded).ToDictionary(l => l.Node.Name);
        Assert.Equal("Conv 7x7 /2 + BatchNorm + Relu", layers["conv1"].Summary);
        Assert.Equal("Conv 1x1 + BatchNorm + Add + Relu", layers["layer1.1.conv3"].Summary);
        Assert.Equal("MaxPool 3x3 /2", layers["pool1"].Summary);
        // No layer is lost, none is told twice.
        Assert.Equal(
            loaded.Model.Nodes.Select(n => n.Name).Order(StringComparer.Ordinal),
            layers.Values.SelectMany(l => l.Merged.Select(m => m.Name).Append(l.Node.Name)).Order(StringComparer.Ordinal));
    }
}
