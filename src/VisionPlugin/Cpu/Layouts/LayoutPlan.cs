using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Layouts;

/// <summary>
/// A graph with a layout chosen for every value and a conversion put in wherever a kernel needs the other one. The
/// channels-last form of a value has a name of its own; inputs, outputs and constants of the graph stay planar.
/// </summary>
internal sealed class LayoutPlan
{
    private const string Suffix = " (channels last)";

    private readonly CompiledGraph _source;
    private readonly Func<Node, LayoutRule> _ruleOf;
    private readonly ImmutableArray<Node>.Builder _nodes = ImmutableArray.CreateBuilder<Node>();
    private readonly ImmutableDictionary<string, TensorInfo>.Builder _values;
    private readonly HashSet<string> _available;
    private readonly HashSet<Node> _conversions = [];

    private LayoutPlan(CompiledGraph source, Func<Node, LayoutRule> ruleOf)
    {
        (_source, _ruleOf) = (source, ruleOf);
        _values = source.Values.ToBuilder();
        _available = [.. source.Model.Inputs.Select(i => i.Name)];
        foreach (Node node in source.Model.Nodes)
            Place(node);
        Graph = new CompiledGraph(source.Model with { Nodes = _nodes.ToImmutable() }, _values.ToImmutable());
    }

    /// <summary>The graph with conversions, whose values are physical: one name for each layout that is needed.</summary>
    public CompiledGraph Graph { get; }

    /// <summary>The nodes that change a layout.</summary>
    public IReadOnlySet<Node> Conversions => _conversions;

    /// <summary>Chooses layouts.</summary>
    /// <param name="graph">The graph; its names must not end like those made here.</param>
    /// <param name="ruleOf">What a node's kernel reads and writes.</param>
    public static LayoutPlan Create(CompiledGraph graph, Func<Node, LayoutRule> ruleOf) => new(graph, ruleOf);

    /// <summary>The layout of a value of <see cref="Graph"/>.</summary>
    public static Layout LayoutOf(string value) =>
        value.EndsWith(Suffix, StringComparison.Ordinal) ? Layout.ChannelsLast : Layout.Planar;

    /// <summary>True if both layouts of a shape differ in memory.</summary>
    public static bool HasLayouts(TensorShape shape) =>
        shape.Rank >= 3 && shape[1] > 1 && shape.LengthOf(2, shape.Rank) > 1;

    /// <summary>The output shares memory with the first input.</summary>
    public static bool IsView(Node node) => node.Operator.IsView && node.Outputs.Skip(1).All(o => o.Length == 0);

    private void Place(Node node)
    {
        LayoutRule rule = _ruleOf(node);
        bool channelsLast = rule switch
        {
            LayoutRule.ChannelsLast or LayoutRule.AnyToChannelsLast => true,
            LayoutRule.Follow => node.Inputs.Any(i => IsActivation(node, i) && _available.Contains(i + Suffix)),
            _ => false,
        };
        bool any = rule is LayoutRule.AnyToChannelsLast or LayoutRule.AnyToPlanar;
        ImmutableArray<string> inputs =
            [.. node.Inputs.Select(i => !HasTwoForms(i) ? i : Need(i, any ? Present(i) : channelsLast && IsActivation(node, i)))];
        ImmutableArray<string> outputs =
            [.. node.Outputs.Select(o => o.Length > 0 && channelsLast && HasTwoForms(o) ? ChannelsLast(o) : o)];
        _nodes.Add(node with { Inputs = inputs, Outputs = outputs });
        foreach (string output in outputs.Where(o => o.Length > 0))
            _available.Add(output);
        foreach (string output in node.Outputs.Where(o => _source.Model.Outputs.Contains(o)))
            Need(output, channelsLast: false);
    }

    // Weights of a convolution have the rank of pictures, too, but are constant.
    private bool IsActivation(Node node, string input) =>
        HasTwoForms(input) && _source.Values[input].Shape.Rank == _source.Values[node.Outputs.First(o => o.Length > 0)].Shape.Rank;

    private bool HasTwoForms(string value) =>
        value.Length > 0 && !_source.Values[value].IsConstant && HasLayouts(_source.Values[value].Shape);

    private bool Present(string value) => !_available.Contains(value);

    private string ChannelsLast(string value)
    {
        string name = value + Suffix;
        _values[name] = _source.Values[value];
        return name;
    }

    // The name of a value in a layout, after converting it if it is not there in that layout yet.
    private string Need(string value, bool channelsLast)
    {
        string wanted = channelsLast ? ChannelsLast(value) : value;
        if (_available.Add(wanted))
        {
            string present = channelsLast ? value : ChannelsLast(value);
            var conversion = new Node($"layout of {wanted}", new Identity(), [present], [wanted]);
            _conversions.Add(conversion);
            _nodes.Add(conversion);
        }

        return wanted;
    }
}
