using System.Collections.Immutable;

namespace VisionPlugin.Onnx;

/// <summary>What a parsed file uses, whether or not it can be imported.</summary>
internal static class OnnxContents
{
    /// <summary>True for the domain of ONNX's own operators.</summary>
    public static bool IsOnnxDomain(string domain) => domain is "" or "ai.onnx";

    /// <summary>
    /// Names of the operators of all nodes, also in the bodies of control flow and functions, without the functions that
    /// the model itself defines; sorted.
    /// </summary>
    public static ImmutableArray<string> OperatorsOf(ModelProto model)
    {
        HashSet<(string, string)> functions = [.. model.Functions.Select(f => (f.Domain, f.Name))];
        var names = new SortedSet<string>(StringComparer.Ordinal);
        var pending = new Stack<IEnumerable<NodeProto>>(model.Functions.Select(f => (IEnumerable<NodeProto>)f.Node));
        pending.Push(model.Graph.Node);
        while (pending.TryPop(out IEnumerable<NodeProto>? nodes))
        {
            foreach (NodeProto node in nodes)
            {
                if (!functions.Contains((node.Domain, node.OpType)))
                    names.Add(IsOnnxDomain(node.Domain) ? node.OpType : $"{node.Domain}.{node.OpType}");
                foreach (AttributeProto attribute in node.Attribute)
                {
                    if (attribute.G is not null)
                        pending.Push(attribute.G.Node);
                    foreach (GraphProto graph in attribute.Graphs)
                        pending.Push(graph.Node);
                }
            }
        }

        return [.. names];
    }

    /// <summary>The version of ONNX's own operators that the model uses; 0 if it does not say.</summary>
    public static int OpsetOf(ModelProto model) =>
        (int)Math.Clamp(model.OpsetImport.FirstOrDefault(o => IsOnnxDomain(o.Domain))?.Version ?? 0, 0, short.MaxValue);
}
