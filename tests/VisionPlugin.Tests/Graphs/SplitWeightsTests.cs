using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Graphs.Passes;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Graphs;

public class SplitWeightsTests
{
    [Fact]
    public void Layers_with_large_weights_become_several_with_the_same_result()
    {
        var net = new ModelBuilder("large", new SeededWeights(1, 0.1f));
        Layer x = net.Input([2, 3, 9, 7]).Conv2d(37, 3).Relu().ConvTranspose2d(22, 2, stride: 2).Conv2d(8, 1, groups: 2);
        x = x.Flatten().Linear(41, name: "dense").Relu();
        x = net.Add("plain", new Gemm(), x, net.Constant(RandomTensor.Uniform([41, 13], 3)), net.Constant(RandomTensor.Uniform([1, 13], 4)));
        CompiledGraph graph = Compile(net.Build(x));
        CompiledGraph split = TestGraph.CheckOptimized(graph, g => SplitWeights.Run(g, 1024));
        Assert.Equal(3, split.Model.Nodes.Count(n => n.Name.StartsWith("plain_part", StringComparison.Ordinal)));
        Assert.True(split.Model.Nodes.Count(n => n.Operator is Conv) > 3);
        Assert.True(split.Model.Nodes.Count(n => n.Operator is ConvTranspose) > 1);
        Assert.All(split.Model.Nodes.Where(n => n.Operator is Gemm && n.Name.StartsWith("plain", StringComparison.Ordinal)),
            n => Assert.True(split.Values[n.Inputs[1]].Shape.Length * 4 <= 1024 + (3 * 41 * 4)));
        Assert.Same(graph, SplitWeights.Run(graph, 1 << 20));
    }

    private static CompiledGraph Compile(Model model) =>
        GraphCompiler.Compile(model, ModelInputs.Describe(model, new Dictionary<string, TensorShape> { ["input"] = [2, 3, 9, 7] }));
}
