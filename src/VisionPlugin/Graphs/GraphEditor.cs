using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// A compiled graph while a pass rewrites it: nodes in order, who provides and who reads each value. A node that takes
/// the place of others produces the last one's values, so that types and shapes stay known.
/// </summary>
internal sealed class GraphEditor
{
    private readonly CompiledGraph _graph;
    private readonly List<Node?> _nodes;
    private readonly Dictionary<string, int> _producers = [];
    private readonly Dictionary<string, List<int>> _readers = [];
    private readonly Dictionary<string, TensorInfo> _values;
    private readonly ImmutableDictionary<string, Tensor>.Builder _constants;
    private readonly HashSet<string> _outputs;
    private readonly UniqueNames _names = new();
    private bool _isEdited;

    /// <summary>Starts from a graph, which stays as it is.</summary>
    public GraphEditor(CompiledGraph graph)
    {
        _graph = graph;
        _values = new Dictionary<string, TensorInfo>(graph.Values);
        _constants = graph.Model.Constants.ToBuilder();
        _outputs = [.. graph.Model.Outputs];
        _nodes = [.. graph.Model.Nodes];
        foreach (string name in _values.Keys)
            _names.Reserve(name);
        for (int i = 0; i < _nodes.Count; i++)
            Connect(i);
    }

    /// <summary>
    /// The nodes in order, as they are when the enumeration starts; those removed since are left out.
    /// </summary>
    public IEnumerable<Node> Nodes
    {
        get
        {
            for (int i = 0; i < _nodes.Count; i++)
            {
                if (_nodes[i] is { } node)
                    yield return node;
            }
        }
    }

    /// <summary>True if the graph returns the value.</summary>
    public bool IsOutput(string value) => _outputs.Contains(value);

    /// <summary>Type and shape of a value, with the elements of constants; <c>default</c> for an absent one.</summary>
    public TensorInfo Info(string value) => value.Length == 0 ? default : _values[value];

    /// <summary>Type and shape of an input of a node; <c>default</c> if it is absent.</summary>
    public TensorInfo Input(Node node, int index) => index < node.Inputs.Length ? Info(node.Inputs[index]) : default;

    /// <summary>The node that computes a value; null for inputs and constants.</summary>
    public Node? Producer(string value) => _producers.TryGetValue(value, out int node) ? _nodes[node] : null;

    /// <summary>How often nodes read a value.</summary>
    public int ReaderCount(string value) => _readers.TryGetValue(value, out List<int>? readers) ? readers.Count : 0;

    /// <summary>
    /// The node that alone uses a value, and once; null if others, or the graph's outputs, need it too. Such a value
    /// may vanish when the node is merged with the one that computes it.
    /// </summary>
    public Node? OnlyReader(string value) =>
        !IsOutput(value) && ReaderCount(value) == 1 ? _nodes[_readers[value][0]] : null;

    /// <summary>The nodes that read a value.</summary>
    public IReadOnlyList<Node> Readers(string value) =>
        _readers.TryGetValue(value, out List<int>? readers) ? [.. readers.Distinct().Select(i => _nodes[i]!)] : [];

    /// <summary>True if <paramref name="first"/> runs before <paramref name="second"/>.</summary>
    public bool IsBefore(Node first, Node second) => IndexOf(first) < IndexOf(second);

    /// <summary>Adds a constant; returns its name, which is like the wanted one.</summary>
    public string AddConstant(string wanted, Tensor value)
    {
        _isEdited = true;
        string name = _names.Make(wanted);
        _constants.Add(name, value);
        _values.Add(name, TensorInfo.Of(value));
        return name;
    }

    /// <summary>Removes a node. Its outputs must have no readers when the edit is finished.</summary>
    public void Remove(Node node)
    {
        _isEdited = true;
        int index = IndexOf(node);
        Disconnect(index);
        _nodes[index] = null;
    }

    /// <summary>Puts a node at another one's place in the order.</summary>
    public void Replace(Node old, Node replacement)
    {
        _isEdited = true;
        int index = IndexOf(old);
        Disconnect(index);
        _nodes[index] = replacement;
        Connect(index);
    }

    /// <summary>
    /// Removes the nodes behind values that nothing needs any more, and the nodes behind what those read.
    /// </summary>
    public void RemoveUnused(IEnumerable<string> values)
    {
        var pending = new Stack<string>(values);
        while (pending.TryPop(out string? value))
        {
            if (Producer(value) is not { } node || node.Outputs.Any(o => IsOutput(o) || ReaderCount(o) > 0))
                continue;
            Remove(node);
            foreach (string input in node.Inputs)
                pending.Push(input);
        }
    }

    /// <summary>Makes all readers of a value read another one, which must be ready by then.</summary>
    public void Redirect(string from, string to)
    {
        foreach (Node reader in Readers(from))
            Replace(reader, reader with { Inputs = [.. reader.Inputs.Select(name => name == from ? to : name)] });
    }

    /// <summary>
    /// Removes a node whose only output equals its first input. Where the graph returns the output, the node before
    /// takes over its name; false if there is none that could.
    /// </summary>
    public bool Bypass(Node node)
    {
        string source = node.Inputs[0], result = node.Outputs[0];
        if (!IsOutput(result))
        {
            Redirect(result, source);
            Remove(node);
            return true;
        }

        if (IsOutput(source) || Producer(source) is not { } producer)
            return false;
        Remove(node);
        Redirect(source, result);
        Replace(producer, producer with
        {
            Outputs = [.. producer.Outputs.Select(name => name == source ? result : name)],
        });
        return true;
    }

    /// <summary>The graph as edited, or the very graph that it started from if nothing was.</summary>
    public CompiledGraph Build() => _isEdited ? BuildUsed() : _graph;

    /// <summary>The graph without values and constants that nothing uses any more.</summary>
    public CompiledGraph BuildUsed()
    {
        ImmutableArray<Node> nodes = [.. Nodes];
        HashSet<string> used =
        [
            .. _graph.Model.Inputs.Select(i => i.Name), .. _outputs,
            .. nodes.SelectMany(n => n.Inputs), .. nodes.SelectMany(n => n.Outputs),
        ];
        Model model = _graph.Model with
        {
            Nodes = nodes,
            Constants = _constants.Where(c => used.Contains(c.Key)).ToImmutableDictionary(),
        };
        return new CompiledGraph(model, _values.Where(v => used.Contains(v.Key)).ToImmutableDictionary());
    }

    private int IndexOf(Node node) => _producers[node.Outputs.First(name => name.Length > 0)];

    private void Connect(int index)
    {
        foreach (string output in _nodes[index]!.Outputs.Where(name => name.Length > 0))
            _producers[output] = index;
        foreach (string input in _nodes[index]!.Inputs.Where(name => name.Length > 0))
        {
            if (!_readers.TryGetValue(input, out List<int>? readers))
                _readers[input] = readers = [];
            readers.Add(index);
        }
    }

    private void Disconnect(int index)
    {
        foreach (string output in _nodes[index]!.Outputs)
            _producers.Remove(output);
        foreach (string input in _nodes[index]!.Inputs.Where(name => name.Length > 0))
            _readers[input].Remove(index);
    }
}
