using Google.Protobuf;
using VisionPlugin.Onnx;

namespace VisionPlugin.Fuzz.Tests.Mutations;

/// <summary>Changes nodes, their attributes and edges, and joins graphs.</summary>
internal sealed class GraphMutator
{
    private readonly string[] _operators;
    private readonly Dictionary<string, AttributeProto[]> _attributes;
    private readonly AttributeProto[] _anyAttributes;

    /// <param name="corpus">Where operators and attributes come from.</param>
    public GraphMutator(IReadOnlyList<ModelProto> corpus)
    {
        NodeProto[] nodes = [.. corpus.SelectMany(m => m.Graph.Node)];
        _operators = [.. nodes.Select(n => n.OpType).Distinct()];
        _anyAttributes = [.. nodes.SelectMany(n => n.Attribute)];
        _attributes = nodes.GroupBy(n => n.OpType).ToDictionary(g => g.Key, g => g.SelectMany(n => n.Attribute).ToArray());
    }

    /// <summary>A graph, and the graphs that lie in its nodes.</summary>
    public static IEnumerable<GraphProto> GraphsIn(GraphProto graph) => graph.Node.SelectMany(n => n.Attribute)
        .Where(a => a.G is not null).SelectMany(a => GraphsIn(a.G)).Prepend(graph);

    /// <summary>Adds the nodes of another model, the first of which reads a value of this one.</summary>
    public static void Graft(ModelProto model, ModelProto other, Random random)
    {
        GraphProto graph = model.Graph;
        string[] values = [.. graph.Node.SelectMany(n => n.Output).Where(o => o.Length > 0)];
        string[] replaced = [.. other.Graph.Input.Select(i => i.Name).Take(1)];
        if (values.Length == 0 || replaced.Length == 0 || other.Graph.Node.Count > 20 || graph.Node.Count > 200)
            return;
        string prefix = $"g{graph.Node.Count}.", joint = Odd.Of(values, random);
        string Rename(string name) => name.Length == 0 ? name : name == replaced[0] ? joint : prefix + name;
        foreach (NodeProto node in other.Graph.Node)
        {
            NodeProto copy = node.Clone();
            copy.Name = prefix + node.Name;
            for (int i = 0; i < copy.Input.Count; i++)
                copy.Input[i] = Rename(copy.Input[i]);
            for (int i = 0; i < copy.Output.Count; i++)
                copy.Output[i] = Rename(copy.Output[i]);
            graph.Node.Add(copy);
        }

        foreach (TensorProto tensor in other.Graph.Initializer)
        {
            tensor.Name = Rename(tensor.Name);
            graph.Initializer.Add(tensor);
        }

        foreach (ValueInfoProto input in other.Graph.Input.Skip(1))
        {
            string name = input.Name;
            input.Name = Rename(name);
            graph.Input.Add(input);
            if (other.MetadataProps.FirstOrDefault(e => e.Key == Trials.FuzzInputs.Key + name) is { } recording)
                model.MetadataProps.Add(new StringStringEntryProto { Key = Trials.FuzzInputs.Key + input.Name, Value = recording.Value });
        }

        foreach (ValueInfoProto output in other.Graph.Output)
        {
            output.Name = Rename(output.Name);
            graph.Output.Add(output);
        }
    }

    /// <summary>Changes the graph's outputs.</summary>
    public static void ChangeOutputs(GraphProto graph, Random random)
    {
        string[] values = Values(graph);
        switch (random.Next(4))
        {
            case 0 when graph.Output.Count > 0:
                graph.Output.RemoveAt(random.Next(graph.Output.Count));
                break;
            case 1 when graph.Output.Count > 0:
                Odd.Of(graph.Output, random).Name = Odd.Text(random);
                break;
            default:
                if (values.Length > 0)
                    graph.Output.Add(new ValueInfoProto { Name = Odd.Of(values, random) });
                break;
        }
    }

    /// <summary>Changes nodes and edges.</summary>
    public void ChangeNodes(GraphProto graph, Random random)
    {
        if (graph.Node.Count == 0)
            return;
        NodeProto node = Odd.Of(graph.Node, random), other = Odd.Of(graph.Node, random);
        string[] values = Values(graph);
        switch (random.Next(12))
        {
            case 0:
                node.OpType = Odd.Of(_operators, random);
                break;
            case 1:
                (node.OpType, other.OpType) = (other.OpType, node.OpType);
                break;
            case 2 or 3 or 4 when node.Input.Count > 0 && values.Length > 0:
                node.Input[random.Next(node.Input.Count)] = random.Next(8) == 0 ? Odd.Text(random) : Odd.Of(values, random);
                break;
            case 5 when node.Input.Count > 0:
                node.Input.RemoveAt(random.Next(node.Input.Count));
                break;
            case 6 when values.Length > 0:
                node.Input.Insert(random.Next(node.Input.Count + 1), Odd.Of(values, random));
                break;
            case 7 when node.Output.Count > 0:
                node.Output[random.Next(node.Output.Count)] = random.Next(2) == 0 ? "" : Odd.Of(values, random);
                break;
            case 8:
                node.Output.Add(random.Next(2) == 0 ? $"more{random.Next(100)}" : Odd.Text(random));
                break;
            case 9:
                graph.Node.Remove(node);
                break;
            case 10:
                NodeProto copy = node.Clone();
                for (int i = 0; i < copy.Output.Count; i++)
                    copy.Output[i] += "'";
                graph.Node.Insert(random.Next(graph.Node.Count + 1), copy);
                break;
            case 11 when random.Next(4) == 0:
                node.Domain = Odd.Text(random);
                break;
        }
    }

    /// <summary>Changes attributes of a node.</summary>
    public void ChangeAttributes(NodeProto node, Random random)
    {
        AttributeProto[] known = _attributes.GetValueOrDefault(node.OpType) ?? [];
        switch (random.Next(6))
        {
            case 0 when known.Length > 0 || _anyAttributes.Length > 0:
                AttributeProto added = Odd.Of(known.Length > 0 && random.Next(5) > 0 ? known : _anyAttributes, random).Clone();
                if (random.Next(20) > 0 && node.Attribute.FirstOrDefault(a => a.Name == added.Name) is { } same)
                    node.Attribute.Remove(same);
                node.Attribute.Add(added);
                break;
            case 1 when node.Attribute.Count > 0:
                node.Attribute.RemoveAt(random.Next(node.Attribute.Count));
                break;
            default:
                if (node.Attribute.Count > 0)
                    ChangeAttribute(Odd.Of(node.Attribute, random), known, random);
                break;
        }
    }

    private static void ChangeAttribute(AttributeProto attribute, AttributeProto[] known, Random random)
    {
        if (random.Next(30) == 0)
        {
            attribute.Type = random.Next(12);
            return;
        }

        if (attribute.HasI)
            attribute.I = Odd.Near(attribute.I, random);
        if (attribute.HasF)
            attribute.F = Odd.Real(random);
        if (attribute.HasS)
        {
            AttributeProto[] like = [.. known.Where(a => a.HasS && a.Name == attribute.Name)];
            attribute.S = random.Next(5) == 0 || like.Length == 0
                ? ByteString.CopyFromUtf8(Odd.Text(random)) : Odd.Of(like, random).S;
        }

        if (attribute.T is not null)
            TensorMutator.Mutate(attribute.T, random);
        if (attribute.Floats.Count > 0)
            attribute.Floats[random.Next(attribute.Floats.Count)] = Odd.Real(random);
        if (attribute.Ints.Count == 0)
            return;
        int at = random.Next(attribute.Ints.Count);
        switch (random.Next(6))
        {
            case 0:
                attribute.Ints.RemoveAt(at);
                break;
            case 1:
                attribute.Ints.Insert(at, Odd.Integer(random));
                break;
            default:
                attribute.Ints[at] = Odd.Near(attribute.Ints[at], random);
                break;
        }
    }

    private static string[] Values(GraphProto graph) =>
    [
        .. graph.Node.SelectMany(n => n.Output).Concat(graph.Input.Select(i => i.Name))
            .Concat(graph.Initializer.Select(t => t.Name)).Where(name => name.Length > 0),
    ];
}
