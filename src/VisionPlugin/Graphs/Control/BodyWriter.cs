using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Control;

/// <summary>Writes nodes into a graph that has some already, under names that are new.</summary>
/// <param name="nodeNames">Names of nodes that are taken.</param>
/// <param name="valueNames">Names of values that are taken.</param>
/// <param name="limit">Most nodes to write.</param>
/// <param name="defineConstant">Takes each new constant.</param>
internal sealed class BodyWriter(
    UniqueNames nodeNames, UniqueNames valueNames, int limit, Action<string, Tensor> defineConstant)
{
    // Names of bodies in bodies grow with their depth.
    private const int PrefixLength = 80;

    private readonly List<Node> _nodes = [];
    private int _written;

    /// <summary>The nodes written since the last call, in an order in which each one's inputs are ready.</summary>
    public Node[] Take()
    {
        Node[] nodes = [.. _nodes];
        _nodes.Clear();
        return nodes;
    }

    /// <summary>A new name for a value.</summary>
    public string MakeName(string wanted) => valueNames.Make(wanted);

    /// <summary>Adds a constant; returns its name.</summary>
    public string AddConstant(string wanted, Tensor value)
    {
        string name = valueNames.Make(wanted);
        defineConstant(name, value);
        return name;
    }

    /// <summary>Adds a node with one output; returns the output's name.</summary>
    public string Add(string wanted, Operator created, params ReadOnlySpan<string> inputs)
    {
        string output = valueNames.Make(wanted);
        Add(new Node(nodeNames.Make(output), created, [.. inputs], [output]));
        return output;
    }

    /// <summary>Gives a value another name; does nothing if that is not wanted.</summary>
    /// <param name="output">The name, or "".</param>
    /// <param name="value">The value.</param>
    public void Define(string output, string value)
    {
        if (output.Length > 0)
            Add(new Node(nodeNames.Make(output), new Identity(), [value], [output]));
    }

    /// <summary>Gives a value a name: several values, each with a new axis, one behind the other.</summary>
    /// <param name="output">The name, or "" if it is not wanted.</param>
    /// <param name="values">Values of one shape, at least one.</param>
    /// <param name="axis">The new axis, counted in the result.</param>
    public void DefineStack(string output, IReadOnlyCollection<string> values, int axis)
    {
        if (output.Length == 0)
            return;
        string axes = AddConstant($"{output}/axes", new Tensor<long>([1], [axis]));
        string[] parts = [.. values.Select(value => Add($"{output}/part", new Unsqueeze(), value, axes))];
        Add(new Node(nodeNames.Make(output), new Concat(axis), [.. parts], [output]));
    }

    /// <summary>Gives a stack of no values a name: [0, ...].</summary>
    /// <param name="output">The name.</param>
    /// <param name="example">A value of the shape that the stacked ones would have.</param>
    public void DefineNone(string output, string example)
    {
        string zero = AddConstant($"{output}/zero", new Tensor<long>([1], [0]));
        string one = Add($"{output}/one", new Unsqueeze(), example, zero);
        Add(new Node(nodeNames.Make(output), new Slice(), [one, zero, zero, zero], [output]));
    }

    /// <summary>Adds a node as it is.</summary>
    public void Add(Node node)
    {
        if (++_written > limit)
            throw new ShapeMismatchException($"Written out it has more than {limit:N0} nodes, which is the limit.");
        _nodes.Add(node);
    }

    /// <summary>Copies a body's nodes; returns the names of its outputs.</summary>
    /// <param name="body">The body.</param>
    /// <param name="prefix">What the names of the copies begin with.</param>
    /// <param name="arguments">Names of the values that are its inputs, then of those that it captures.</param>
    public string[] Copy(GraphBody body, string prefix, params ReadOnlySpan<string> arguments)
    {
        prefix = prefix.Length <= PrefixLength ? prefix : prefix[^PrefixLength..];
        var names = new Dictionary<string, string> { [""] = "" };
        for (int i = 0; i < body.Inputs.Length; i++)
            names[body.Inputs[i]] = arguments[i];
        for (int i = 0; i < body.Captures.Length; i++)
            names[body.Captures[i]] = arguments[body.Inputs.Length + i];
        foreach (Node node in body.Nodes)
        {
            foreach (string output in node.Outputs.Where(o => o.Length > 0))
                names[output] = valueNames.Make($"{prefix}/{output}");
            Add(new Node(nodeNames.Make($"{prefix}/{node.Name}"), node.Operator,
                [.. node.Inputs.Select(i => names[i])], [.. node.Outputs.Select(o => names[o])]));
        }

        return [.. body.Outputs.Select(o => names[o])];
    }
}
