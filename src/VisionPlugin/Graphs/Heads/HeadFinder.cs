using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Heads;

/// <summary>Finds a head by walking from the outputs back to the last maps with places.</summary>
internal static class HeadFinder
{
    /// <summary>The head of a model.</summary>
    /// <exception cref="ConvolutionalHeadException">There is none.</exception>
    public static HeadNodes Find(Model model, CompiledGraph graph)
    {
        var producers = new Dictionary<string, Node>();
        foreach (Node node in model.Nodes)
        {
            foreach (string output in node.Outputs.Where(name => name.Length > 0))
                producers[output] = node;
        }

        HashSet<Node> nodes = [];
        HashSet<string> borders = [];
        var pending = new Stack<string>(model.Outputs);
        while (pending.TryPop(out string? value))
        {
            if (graph.Values[value].IsConstant)
                continue;
            Node? node = producers.GetValueOrDefault(value);
            if (node is not null && IsOfHead(node, graph, value))
            {
                if (nodes.Add(node))
                    DataInputs(node).ToList().ForEach(pending.Push);
            }
            else if (graph.Values[value].Shape.Rank >= 3)
                borders.Add(value);
            else
                throw new ConvolutionalHeadException(NoMaps(model, graph, value, node));
        }

        return nodes.Any(n => IsSized(n.Operator)) ? new HeadNodes(nodes, borders) : throw new ConvolutionalHeadException(
            $"{model.Name} has neither a fully connected layer nor a global pool between its maps and its outputs:"
            + " it is convolutional already, or its outputs are of another kind than a classifier's.");
    }

    /// <summary>The inputs of a node that carry pictures; the others are parameters.</summary>
    public static IEnumerable<string> DataInputs(Node node) =>
        node.Operator is MatMul or Binary or Concat ? node.Inputs : node.Inputs.Take(1);

    private static bool IsOfHead(Node node, CompiledGraph graph, string value) =>
        IsSized(node.Operator) || node.Operator.IsView || node.Operator is Transpose or Identity or Dropout or Unary or Cast
        || (HasOnePlace(graph.Values[value].Shape) && IsOfOnePlace(node.Operator, graph, node));

    private static bool IsSized(Operator op) =>
        op is Gemm or MatMul or GlobalAveragePool or GlobalMaxPool or Reduce { Function: ReduceFunction.Mean or ReduceFunction.Max };

    // What computes an element from elements of the same place, or of all channels there.
    private static bool IsOfOnePlace(Operator op, CompiledGraph graph, Node node) => op switch
    {
        Binary or PRelu or BatchNormalization or Softmax or Concat => true,
        Conv conv => conv.Geometry(graph.Values[node.Inputs[0]].Shape, graph.Values[node.Inputs[1]].Shape)
            .Axes.All(a => a is { Kernel: 1, Stride: 1, PadBegin: 0, PadEnd: 0 }),
        _ => false,
    };

    private static bool HasOnePlace(TensorShape shape) => shape.LengthOf(Math.Min(2, shape.Rank), shape.Rank) == 1;

    private static string NoMaps(Model model, CompiledGraph graph, string value, Node? node) => node is null
        ? $"{model.Name}: input '{value}' {graph.Values[value].Shape} has no places to slide over."
        : $"{model.Name}, node {node}: '{value}' {graph.Values[value]} is part of the head, but this operator has no form on maps.";
}
