using VisionPlugin.Analysis;
using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Tests.Zoo;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Analysis;

/// <summary>Networks and single layers, compiled and analysed.</summary>
internal static class Analyzed
{
    public static CompiledGraph Compile(Model model) => GraphCompiler.Compile(model, new Dictionary<string, TensorInfo>
    {
        [model.Inputs[0].Name] = new(DataType.Float32, ZooModels.InputShape(model)),
    });

    public static CompiledGraph Zoo(string network) => Compile(ModelZoo.Create(network, new BlankWeights()));

    public static IReadOnlyDictionary<string, LayerAnalysis> Layers(CompiledGraph graph) =>
        LayerAnalysis.Of(graph).ToDictionary(l => l.Node.Name);

    /// <summary>An operator on inputs of these shapes, the first of which is the network's.</summary>
    public static LayerAnalysis Layer(Operator op, TensorShape input, params TensorShape[] weights)
    {
        var net = new ModelBuilder("one", new BlankWeights());
        Layer[] inputs = [net.Input(input), .. weights.Select((w, i) => net.Constant(new Tensor<float>(w), $"w{i}"))];
        Model model = net.Build(net.Add("layer", op, inputs));
        return Assert.Single(LayerAnalysis.Of(GraphCompiler.Compile(model, new Dictionary<string, TensorInfo>
        {
            [model.Inputs[0].Name] = new(DataType.Float32, input),
        })));
    }
}
