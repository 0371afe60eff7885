using VisionPlugin.Graphs;

namespace VisionPlugin.Onnx;

/// <summary>Holds a parsed file against the limits on counts and lengths, before anything is made of it.</summary>
internal static class OnnxLimits
{
    /// <summary>Checks graphs, nodes, attributes, names and texts, at every depth.</summary>
    /// <param name="model">The parsed file.</param>
    /// <param name="source">The file's name, for messages.</param>
    /// <param name="limits">What the file may ask for.</param>
    /// <exception cref="ModelFormatException">Something exceeds a limit.</exception>
    public static void Check(ModelProto model, string source, ModelLimits limits)
    {
        int nodes = 0;
        CheckGraph(model.Graph, depth: 0);
        foreach (FunctionProto function in model.Functions)
        {
            foreach (string name in function.Input.Concat(function.Output).Append(function.Name))
                CheckName(name);
            foreach (string name in NamesOf(function.Node))
                CheckName(name);
            CheckNodes(function.Node, depth: 0);
        }

        foreach (StringStringEntryProto entry in model.MetadataProps)
        {
            Require(entry.Key.Length, limits.NameLength, "characters in a key of the metadata");
            Require(entry.Value.Length, limits.TextBytes, $"characters of metadata '{entry.Key}'");
        }

        void CheckGraph(GraphProto graph, int depth)
        {
            Require(depth, limits.GraphDepth, "graphs that lie in one another");
            foreach (string name in NamesOf(graph))
                CheckName(name);
            CheckNodes(graph.Node, depth);
        }

        void CheckNodes(IReadOnlyCollection<NodeProto> all, int depth)
        {
            Require(nodes += all.Count, limits.Nodes, "nodes");
            foreach (NodeProto node in all)
            {
                string of = $"of node '{Shorten(node.Name)}'";
                Require(node.Input.Count, limits.NodeInputs, $"inputs {of}");
                Require(node.Output.Count, limits.NodeInputs, $"outputs {of}");
                foreach (AttributeProto attribute in node.Attribute)
                    CheckAttribute(attribute, of, depth);
            }
        }

        void CheckAttribute(AttributeProto attribute, string of, int depth)
        {
            CheckName(attribute.Name);
            Require(Math.Max(attribute.Ints.Count, attribute.Floats.Count), limits.AttributeElements,
                $"numbers in attribute '{attribute.Name}' {of}");
            Require(attribute.S?.Length ?? 0, limits.TextBytes, $"bytes in attribute '{attribute.Name}' {of}");
            if (attribute.G is not null)
                CheckGraph(attribute.G, depth + 1);
            foreach (GraphProto graph in attribute.Graphs)
                CheckGraph(graph, depth + 1);
        }

        void CheckName(string name)
        {
            if (name.Length > limits.NameLength)
            {
                throw new ModelFormatException(
                    $"{source} has a name of {name.Length} characters; the limit is {limits.NameLength}: {Shorten(name)}.");
            }
        }

        void Require(int count, int limit, string what)
        {
            if (count > limit)
                throw new ModelFormatException($"{source} has {count} {what}; the limit is {limit}.");
        }
    }

    /// <summary>The names that a graph itself has: of nodes, values, constants and kinds of operators.</summary>
    public static IEnumerable<string> NamesOf(GraphProto graph) => NamesOf(graph.Node)
        .Concat(graph.Initializer.Select(t => t.Name))
        .Concat(graph.Input.Concat(graph.Output).Select(v => v.Name));

    private static string Shorten(string text) => text.Length <= 40 ? text : text[..40] + "...";

    private static IEnumerable<string> NamesOf(IEnumerable<NodeProto> nodes) =>
        nodes.SelectMany(n => n.Input.Concat(n.Output).Append(n.Name).Append(n.OpType));
}
