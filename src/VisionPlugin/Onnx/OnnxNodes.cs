using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>Imports constants and nodes of a graph, of a body in it or of a function.</summary>
internal static class OnnxNodes
{
    /// <summary>Reads the constants that a graph lists.</summary>
    public static void ReadInitializers(GraphProto proto, OnnxGraphBuilder graph)
    {
        foreach (TensorProto tensor in proto.Initializer)
        {
            if (tensor.Name.Length == 0)
                throw new ModelFormatException($"{graph.Source} has an initializer without a name.");
            if (!OnnxTensorReader.IsSupported(tensor))
                graph.Unsupported.Add($"initializer '{tensor.Name}': element type {OnnxTypes.NameOf(tensor.DataType)}");
            else
                graph.DefineConstant(tensor.Name, graph.ReadTensor(tensor, tensor.Name));
        }

        foreach (SparseTensorProto tensor in proto.SparseInitializer)
            graph.Unsupported.Add($"initializer '{tensor.Values?.Name}': sparse");
    }

    /// <summary>
    /// Reads nodes; what is not supported is added to the list. Constants first, whatever their place in the file:
    /// operators may look at their values.
    /// </summary>
    public static void Read(IEnumerable<NodeProto> nodes, OnnxGraphBuilder graph)
    {
        foreach (NodeProto proto in nodes.OrderBy(n => n.OpType == "Constant" ? 0 : 1))
        {
            string output = proto.Output.FirstOrDefault(o => o.Length > 0) ?? proto.OpType;
            string name = graph.NodeNames.Make(proto.Name.Length > 0 ? proto.Name : output);
            try
            {
                graph.CountNodes(1);
                Read(proto, name, graph);
            }
            catch (UnsupportedNodeException error)
            {
                string domain = OnnxContents.IsOnnxDomain(proto.Domain) ? "" : proto.Domain + ".";
                graph.Unsupported.Add($"node '{name}' ({domain}{proto.OpType}): {error.Message}");
            }
        }
    }

    private static void Read(NodeProto proto, string name, OnnxGraphBuilder graph)
    {
        if (graph.Functions.Find(proto) is { } function)
        {
            OnnxFunctions.Inline(function, proto, name, graph);
            return;
        }

        if (!OnnxContents.IsOnnxDomain(proto.Domain))
            throw new UnsupportedNodeException($"domain '{proto.Domain}' is not known");
        var node = new OnnxNode(proto, name, graph);
        if (proto.OpType == "Constant")
        {
            Tensor value = OnnxConstant.Read(node);
            string output = node.Outputs.Count == 1 ? node.Outputs[0] : throw node.Error("needs one output");
            graph.DefineConstant(output, value);
            return;
        }

        Operator created = Create(node, OnnxOperators.Find(proto.OpType, graph.Opset))
            ?? throw new UnsupportedNodeException($"operator is not known (operator set {graph.Opset})");
        if (node.Unread.Count > 0)
            throw new UnsupportedNodeException($"attributes {string.Join(", ", node.Unread)} are not known");
        graph.Nodes.Add(new Node(name, created, [.. node.Inputs], [.. node.Outputs]));
    }

    // Inputs that are not there, lists that are too short: factories look where a valid node has something.
    private static Operator? Create(OnnxNode node, Func<OnnxNode, Operator>? create)
    {
        try
        {
            return create?.Invoke(node);
        }
        catch (Exception error) when (error is ArgumentException or IndexOutOfRangeException or ArithmeticException)
        {
            throw node.Error($"is not valid: {error.Message}");
        }
    }
}
