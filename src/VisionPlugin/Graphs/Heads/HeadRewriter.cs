using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Heads;

/// <summary>Writes a model with the nodes of its head replaced by ones that work on maps.</summary>
internal sealed class HeadRewriter
{
    private readonly Model _model;
    private readonly CompiledGraph _graph;
    private readonly Dictionary<string, HeadValue> _values = [];
    private readonly ImmutableDictionary<string, Tensor>.Builder _constants;
    private readonly List<Node> _nodes = [];
    private readonly UniqueNames _names = new();

    private HeadRewriter(Model model, CompiledGraph graph, HeadNodes head)
    {
        (_model, _graph, _constants) = (model, graph, model.Constants.ToBuilder());
        foreach (string name in graph.Values.Keys.Concat(model.Nodes.Select(n => n.Name)))
            _names.Reserve(name);
        foreach (string border in head.Borders)
            _values[border] = HeadValue.InOrder(border, graph.Values[border].Shape, graph.Values[border].Shape);
    }

    /// <summary>The rewritten model, whose inputs are still declared as before.</summary>
    /// <exception cref="ConvolutionalHeadException">A node has no form on maps; names it.</exception>
    public static Model Rewrite(Model model, CompiledGraph graph, HeadNodes head)
    {
        var rewriter = new HeadRewriter(model, graph, head);
        foreach (Node node in model.Nodes)
        {
            if (!head.Nodes.Contains(node))
                rewriter._nodes.Add(node);
            else if (node.Outputs.Any(name => name.Length > 0 && !graph.Values[name].IsConstant))
                rewriter.Rewrite(node);
        }

        foreach (string output in model.Outputs)
            rewriter.Finish(output);
        return rewriter.Build();
    }

    /// <summary>The old value behind an input of a node; null for constants and absent ones.</summary>
    public HeadValue? Find(Node node, int input) =>
        input < node.Inputs.Length ? _values.GetValueOrDefault(node.Inputs[input]) : null;

    /// <summary>The elements of a constant input; null for others and absent ones.</summary>
    public Tensor? Constant(Node node, int input) =>
        input < node.Inputs.Length && node.Inputs[input].Length > 0 ? _graph.Values[node.Inputs[input]].Value : null;

    /// <summary>What is known of all inputs of a node.</summary>
    public TensorInfo[] Infos(Node node) => _graph.InputsOf(node);

    /// <summary>Shape of a node's first output, as it was.</summary>
    public TensorShape OldShape(Node node) => _graph.Values[node.Outputs[0]].Shape;

    /// <summary>Adds a constant; returns its name.</summary>
    public string Add(string wanted, Tensor value)
    {
        string name = _names.Make(wanted);
        _constants.Add(name, value);
        return name;
    }

    /// <summary>Writes a node in place of an old one, under its name; what comes out is in the old value's order.</summary>
    public void Emit(Node old, Operator op, TensorShape map, params ReadOnlySpan<string> inputs)
    {
        _nodes.Add(old with { Operator = op, Inputs = [.. inputs], Outputs = [old.Outputs[0]] });
        _values[old.Outputs[0]] = HeadValue.InOrder(old.Outputs[0], map, OldShape(old));
    }

    /// <summary>Writes a node that changes every element of a map by itself, in whatever order the old value has them.</summary>
    public void EmitElementwise(Node old, HeadValue x, params ReadOnlySpan<string> inputs)
    {
        _nodes.Add(old with { Inputs = [.. inputs], Outputs = [old.Outputs[0]] });
        _values[old.Outputs[0]] = x with { Map = old.Outputs[0] };
    }

    /// <summary>The error of a node that cannot be rewritten.</summary>
    public ConvolutionalHeadException Error(Node node, string why) => new($"{_model.Name}, node {node}: {why}");

    private void Rewrite(Node node)
    {
        HeadValue? x = Find(node, 0);
        switch (node.Operator)
        {
            case Gemm gemm:
                HeadProducts.Rewrite(this, node, gemm);
                break;
            case MatMul:
                HeadProducts.Rewrite(this, node, new Gemm());
                break;
            case GlobalAveragePool or GlobalMaxPool or Reduce:
                HeadPools.Rewrite(this, node, x!);
                break;
            case Binary or PRelu:
                HeadElements.Rewrite(this, node);
                break;
            case Concat concat:
                HeadElements.Rewrite(this, node, concat);
                break;
            case Softmax softmax:
                HeadElements.Rewrite(this, node, softmax, x!);
                break;
            case BatchNormalization or Conv:
                RewriteChannels(node, x!);
                break;
            case Unary or Cast:
                EmitElementwise(node, x!, x!.Map);
                break;
            default:
                Move(node, x!);
                break;
        }
    }

    // The elements stay, in another order or shape: only the places change.
    private void Move(Node node, HeadValue x)
    {
        TensorInfo[] infos = Infos(node);
        var places = new Tensor<int>(OldShape(node));
        if (node.Operator is Identity or Dropout)
            x.Places.AsSpan().CopyTo(places.AsSpan());
        else
            node.Operator.Run([x.Places, .. infos.Skip(1).Select(i => i.Value)], [places]);
        _values[node.Outputs[0]] = x with { Places = places };
    }

    private void RewriteChannels(Node node, HeadValue x)
    {
        TensorShape old = x.Places.Shape;
        if (!x.IsInOrder || old.Rank < 2 || old[1] != x.Shape[1] || (node.Operator is Conv && old != x.Shape))
            throw Error(node, $"the second axis of its input {old} is not the channels of the maps {x.Shape}.");
        Emit(node, node.Operator, node.Operator is Conv ? OldShape(node) : x.Shape, [x.Map, .. node.Inputs.Skip(1)]);
    }

    // An output keeps its name, and is a map of one place.
    private void Finish(string output)
    {
        if (!_values.TryGetValue(output, out HeadValue? value))
            return;
        TensorShape old = value.Places.Shape;
        if (!value.IsInOrder || (old != value.Shape && !(value.HasOnePlace && old.Sizes.Contains(value.Shape[1]))))
        {
            throw new ConvolutionalHeadException($"{_model.Name}: output '{output}' {old} arranges the head's result"
                + " by places of its own, for which a map of results has no room.");
        }

        if (value.Map != output)
            _nodes.Add(new Node(_names.Make(output), new Identity(), [value.Map], [output]));
    }

    private Model Build()
    {
        HashSet<string> needed = [.. _model.Outputs];
        List<Node> kept = [];
        foreach (Node node in _nodes.AsEnumerable().Reverse())
        {
            if (!node.Outputs.Any(needed.Contains))
                continue;
            kept.Add(node);
            needed.UnionWith(node.Inputs);
        }

        kept.Reverse();
        Model model = _model with
        {
            Nodes = [.. kept],
            Constants = _constants.Where(c => needed.Contains(c.Key)).ToImmutableDictionary(),
        };
        return Verified(model);
    }

    // What has vanished from the head may be read by something that stayed.
    private Model Verified(Model model)
    {
        HashSet<string> known = ["", .. model.Inputs.Select(i => i.Name), .. model.Constants.Keys, .. model.Nodes.SelectMany(n => n.Outputs)];
        foreach (Node node in model.Nodes)
        {
            if (node.Inputs.FirstOrDefault(name => !known.Contains(name)) is { } missing)
                throw Error(node, $"it needs '{missing}' of the head as it was.");
        }

        return model;
    }
}
