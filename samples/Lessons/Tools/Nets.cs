using VisionPlugin.Analysis;
using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons.Tools;

/// <summary>Small networks, and what is known of them before they run.</summary>
internal static class Nets
{
    /// <summary>A network of a few layers, whose input may have any size.</summary>
    /// <param name="input">Shape (N, C, H, W) that the layers are built for.</param>
    /// <param name="layers">The layers.</param>
    /// <param name="weights">Their weights; seeded random ones if null.</param>
    public static Model Of(TensorShape input, Func<Layer, Layer> layers, IWeightSource? weights = null)
    {
        var net = new ModelBuilder("lesson", weights ?? new SeededWeights(1));
        return net.Build(layers(net.Input(input, anySize: true)));
    }

    /// <summary>Weights by name: those of the first convolution are <c>conv1.weight</c>.</summary>
    public static NamedWeights Weights(params (string Name, Tensor<float> Values)[] weights) =>
        new(weights.Select(w => KeyValuePair.Create<string, Tensor>(w.Name, w.Values)));

    /// <summary>The network for one size of its input: all shapes are known then.</summary>
    public static CompiledGraph Compile(Model model, TensorShape input) =>
        GraphCompiler.Compile(model, ModelInputs.Describe(model, new Dictionary<string, TensorShape> { ["input"] = input }));

    /// <summary>Nodes, parameters and multiply-accumulates for one size of the input.</summary>
    public static ModelStatistics Costs(Model model, TensorShape input) => ModelStatistics.Of(Compile(model, input));

    /// <summary>What an element of the output sees of the input, by the layers' sizes.</summary>
    public static ReceptiveField Field(Model model, TensorShape input) =>
        ReceptiveFields.Of(Compile(model, input))[model.Outputs[0]];

    /// <summary>Shape of the output for one size of the input.</summary>
    public static TensorShape Output(Model model, TensorShape input) => Compile(model, input).Values[model.Outputs[0]].Shape;
}
