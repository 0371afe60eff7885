using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Layouts;

/// <summary>
/// Concatenations that need no copy: where every input is the result of a convolution that nothing else reads, the
/// convolutions write their channels straight into the result.
/// </summary>
internal static class ConcatInPlace
{
    /// <summary>Removes such concatenations.</summary>
    /// <param name="graph">A graph whose layouts are chosen.</param>
    /// <param name="firstChannels">For each convolution that writes into a larger value its first channel there.</param>
    public static CompiledGraph Apply(CompiledGraph graph, out IReadOnlyDictionary<Node, int> firstChannels)
    {
        Dictionary<string, Node> producers = [];
        foreach (Node node in graph.Model.Nodes)
        {
            foreach (string output in node.Outputs.Where(o => o.Length > 0))
                producers[output] = node;
        }

        ILookup<string, Node> readers = graph.Model.Nodes.SelectMany(n => n.Inputs.Select(i => (Value: i, Node: n)))
            .ToLookup(use => use.Value, use => use.Node);
        var replaced = new Dictionary<Node, Node>(ReferenceEqualityComparer.Instance);
        var removed = new HashSet<Node>(ReferenceEqualityComparer.Instance);
        var starts = new Dictionary<Node, int>(ReferenceEqualityComparer.Instance);
        foreach (Node node in graph.Model.Nodes)
        {
            if (!IsChannelConcat(node, graph) || !node.Inputs.All(i => readers[i].Count() == 1 && CanWriteInto(i)))
                continue;
            int start = 0;
            foreach (string input in node.Inputs)
            {
                Node writer = producers[input] with { Outputs = node.Outputs };
                replaced[producers[input]] = writer;
                starts[writer] = start;
                start += graph.Values[input].Shape[1];
            }

            removed.Add(node);
        }

        firstChannels = starts;
        ImmutableArray<Node> nodes =
            [.. graph.Model.Nodes.Where(n => !removed.Contains(n)).Select(n => replaced.GetValueOrDefault(n, n))];
        return graph with { Model = graph.Model with { Nodes = nodes } };

        bool CanWriteInto(string value) =>
            LayoutPlan.LayoutOf(value) == Layout.ChannelsLast
            && producers.TryGetValue(value, out Node? producer)
            && !graph.Model.Outputs.Contains(value)
            && ConvKernel.WritesAnyStride(producer, graph.InputsOf(producer));
    }

    private static bool IsChannelConcat(Node node, CompiledGraph graph)
    {
        if (node.Operator is not Concat concat || LayoutPlan.LayoutOf(node.Outputs[0]) != Layout.ChannelsLast)
            return false;
        TensorShape shape = graph.Values[node.Outputs[0]].Shape;
        return shape.NormalizeAxis(concat.Axis) == 1;
    }
}
