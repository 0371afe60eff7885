using System.Collections.Immutable;
using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Components;

/// <summary>
/// Makes a model that describes pictures out of any model: the layers before its end know what a picture shows, whatever
/// the end makes of it.
/// </summary>
public static class FeatureLayers
{
    /// <summary>Everything that a model computes of a picture and that can be taken for features, in that order.</summary>
    /// <exception cref="ModelFormatException">The card does not fit the model.</exception>
    /// <exception cref="ShapeMismatchException">The card makes an input of another shape.</exception>
    public static ImmutableArray<ActivationLayer> List(VisionModel model) => List(Compile(model));

    /// <summary>
    /// The layer whose features are taken if none is named. For a model for embedding: its output. Else, of the values that
    /// everything goes through on its way from the picture to the output: what the last fully connected layer is given (a
    /// convolution of a single pixel is one too); without any, the maps' means or maxima that the last global pooling gives.
    /// </summary>
    /// <returns>Its name; null for a model that has neither, such as most detectors.</returns>
    /// <exception cref="ModelFormatException">The card does not fit the model.</exception>
    /// <exception cref="ShapeMismatchException">The card makes an input of another shape.</exception>
    public static string? FindDefault(VisionModel model) => Choose(Compile(model), OutputsOf(model));

    /// <summary>A model of the same input whose output is a layer of this one: for a <see cref="FeatureEmbedder"/>.</summary>
    /// <param name="model">A model of any task.</param>
    /// <param name="layer">
    /// The layer, by the name of its value or of the node that computes it; null for <see cref="FindDefault"/>.
    /// </param>
    /// <param name="pooling">What becomes of its maps.</param>
    /// <returns>The model, up to that layer.</returns>
    /// <exception cref="ArgumentException">There is no such layer, or it has no maps to pool.</exception>
    /// <exception cref="ModelFormatException">
    /// No layer is named and there is none to be chosen, or the card does not fit the model.
    /// </exception>
    /// <exception cref="ShapeMismatchException">The card makes an input of another shape.</exception>
    public static VisionModel Select(
        VisionModel model, string? layer = null, FeaturePooling pooling = FeaturePooling.None)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (layer is null && pooling == FeaturePooling.None && model.Card.Decoder is EmbeddingDecoder)
            return model;
        CompiledGraph graph = Compile(model);
        ImmutableArray<ActivationLayer> layers = List(graph);
        string name = layer ?? Choose(graph, OutputsOf(model)) ?? throw new ModelFormatException(
            $"{model.Card.Name} has neither a fully connected layer nor a global pooling that everything goes through:"
            + $" name a layer. It has {NamesOf(layers)}.");
        ActivationLayer chosen = Find(model, layers, name);
        return pooling == FeaturePooling.None ? UpTo(model, model.Model, chosen.Name) : Pooled(model, chosen, pooling);
    }

    private static ActivationLayer Find(VisionModel model, ImmutableArray<ActivationLayer> layers, string name)
    {
        ActivationLayer[] found = [.. layers.Where(l => l.Name == name), .. layers.Where(l => l.Node == name)];
        return found.Length > 0 ? found[0] : throw new ArgumentException(
            $"{model.Card.Name} has no layer '{name}' whose numbers are features, but {NamesOf(layers)}.", nameof(name));
    }

    private static string NamesOf(ImmutableArray<ActivationLayer> layers) => string.Join(", ", layers.Select(l => l.Name));

    // As an output of the model the layer keeps its name, whatever the graph compiler does.
    private static VisionModel UpTo(VisionModel model, Model network, string output) => model with
    {
        Model = network with { Outputs = [output] },
        Card = model.Card with
        {
            Task = VisionTask.Embed,
            Decoder = new EmbeddingDecoder { Outputs = [output] },
            Labels = [],
        },
    };

    private static VisionModel Pooled(VisionModel model, ActivationLayer layer, FeaturePooling pooling)
    {
        if (layer.Shape.Rank != 4)
            throw new ArgumentException($"Layer '{layer.Name}', {layer.Shape}, has no maps to pool.", nameof(layer));
        var names = new UniqueNames();
        IEnumerable<string> taken = model.Model.Nodes.SelectMany(n => n.Outputs.Append(n.Name));
        foreach (string name in taken.Concat(model.Model.Constants.Keys))
            names.Reserve(name);
        string output = names.Make($"{layer.Name}/{pooling.ToString().ToLowerInvariant()}");
        Operator pool = pooling == FeaturePooling.Average ? new GlobalAveragePool() : new GlobalMaxPool();
        var node = new Node(output, pool, [layer.Name], [output]);
        return UpTo(model, model.Model with { Nodes = model.Model.Nodes.Add(node) }, output);
    }

    private static ImmutableArray<string> OutputsOf(VisionModel model) =>
        model.Card.Decoder.Outputs.IsEmpty ? model.Model.Outputs : model.Card.Decoder.Outputs;

    private static CompiledGraph Compile(VisionModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        ValueInfo input = FrameNetwork.InputOf(model);
        return GraphCompiler.Compile(model.Model,
            new Dictionary<string, TensorInfo> { [input.Name] = new(input.DataType, model.Card.Input.Shape) });
    }

    private static ImmutableArray<ActivationLayer> List(CompiledGraph graph)
    {
        HashSet<string> live = LiveOf(graph.Model);
        return
        [
            .. graph.Model.Nodes.SelectMany(node => node.Outputs, (node, name) => (node, name))
                .Where(v => live.Contains(v.name) && IsFeatures(graph.Values[v.name]))
                .Select(v => new ActivationLayer(v.name, v.node.Operator.Name, graph.Values[v.name].Shape, v.node.Name)),
        ];
    }

    private static bool IsFeatures(TensorInfo info) =>
        info.DataType is DataType.Float32 or DataType.Float16 && info.Shape.Length > 0
        && (info.Shape.Rank == 1 || (info.Shape.Rank > 1 && info.Shape[0] == 1));

    private static string? Choose(CompiledGraph graph, ImmutableArray<string> outputs)
    {
        Model network = graph.Model;
        HashSet<string> live = LiveOf(network);
        string? pooled = null;
        foreach (Node node in network.Nodes.Reverse())
        {
            bool isDense = IsDense(graph, node, live), isPool = pooled is null && IsGlobalPool(graph, node, live);
            if ((!isDense && !isPool) || !IsPassedByAll(network, node, outputs))
                continue;
            string given = node.Inputs[0];
            if (isDense && IsFeatures(graph.Values[given]) && !network.Inputs.Any(i => i.Name == given))
                return given;
            if (isPool && IsFeatures(graph.Values[node.Outputs[0]]))
                pooled = node.Outputs[0];
        }

        return pooled;
    }

    // Values that depend on the picture.
    private static HashSet<string> LiveOf(Model network)
    {
        HashSet<string> live = [.. network.Inputs.Select(i => i.Name)];
        foreach (Node node in network.Nodes)
        {
            if (node.Inputs.Any(live.Contains))
                live.UnionWith(node.Outputs.Where(o => o.Length > 0));
        }

        return live;
    }

    private static bool IsDense(CompiledGraph graph, Node node, HashSet<string> live)
    {
        if (node.Operator is not (Gemm or MatMul or Conv)
            || !live.Contains(node.Inputs[0]) || live.Contains(node.Inputs[1]))
        {
            return false;
        }

        TensorShape shape = graph.Values[node.Inputs[0]].Shape;
        return node.Operator is not Conv || (shape.Rank > 2 && shape.LengthOf(2, shape.Rank) == 1);
    }

    private static bool IsGlobalPool(CompiledGraph graph, Node node, HashSet<string> live)
    {
        bool isPool = node.Operator is
            GlobalAveragePool or GlobalMaxPool or GlobalLpPool or AveragePool or MaxPool or Reduce;
        if (!isPool || !live.Contains(node.Inputs[0]))
            return false;
        TensorShape from = graph.Values[node.Inputs[0]].Shape, to = graph.Values[node.Outputs[0]].Shape;
        return from.Rank > 2 && from.LengthOf(2, from.Rank) > 1 && to.Length == from[0] * from[1];
    }

    // True if no way leads from the input to an output but through this node.
    private static bool IsPassedByAll(Model network, Node node, ImmutableArray<string> outputs)
    {
        HashSet<string> needed = [.. outputs];
        foreach (Node other in network.Nodes.Reverse())
        {
            if (!ReferenceEquals(other, node) && other.Outputs.Any(needed.Contains))
                needed.UnionWith(other.Inputs);
        }

        return !network.Inputs.Any(i => needed.Contains(i.Name));
    }
}
