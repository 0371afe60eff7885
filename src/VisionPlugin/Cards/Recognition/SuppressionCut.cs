using System.Collections.Immutable;
using VisionPlugin.Decoding;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using NonMaxSuppression = VisionPlugin.Operators.NonMaxSuppression;

namespace VisionPlugin.Cards.Recognition;

/// <summary>
/// Networks that end with ONNX NonMaxSuppression. How many boxes it leaves is data, so that such a graph has no fixed
/// shapes; but what goes into it has. The graph is cut there, and the plugin suppresses boxes itself.
/// </summary>
internal sealed class SuppressionCut
{
    private readonly CompiledGraph _graph;
    private readonly Dictionary<string, Node> _producers = [];
    private readonly Node _suppression;

    private SuppressionCut(Model model, Node suppression, CompiledGraph graph)
    {
        (_suppression, _graph) = (suppression, graph);
        foreach (Node node in model.Nodes)
        {
            foreach (string output in node.Outputs)
                _producers[output] = node;
        }
    }

    /// <summary>The part of a model whose shapes are fixed: all of it, unless it has a suppression.</summary>
    public static Model Fixed(Model model)
    {
        if (!model.Nodes.Any(n => n.Operator is NonMaxSuppression))
            return model;
        var open = new HashSet<string>();
        var nodes = ImmutableArray.CreateBuilder<Node>();
        foreach (Node node in model.Nodes)
        {
            if (node.Operator is NonMaxSuppression or NonZero || node.Inputs.Any(open.Contains))
                open.UnionWith(node.Outputs);
            else
                nodes.Add(node);
        }

        return model with { Nodes = nodes.ToImmutable(), Outputs = [.. model.Outputs.Where(o => !open.Contains(o))] };
    }

    /// <summary>What goes into the suppression of a model; null if it has none, or another than is known.</summary>
    /// <param name="model">The model.</param>
    /// <param name="graph">Its <see cref="Fixed"/> part.</param>
    public static Suppression? Find(Model model, CompiledGraph graph) =>
        model.Nodes.FirstOrDefault(n => n.Operator is NonMaxSuppression) is { } node
            ? new SuppressionCut(model, node, graph).Find() : null;

    private Suppression? Find()
    {
        string? boxes = Sources(_suppression.Inputs[0]).FirstOrDefault(IsBoxes);
        if (boxes is null)
            return null;
        int count = ShapeOf(boxes)[^2];
        // Scores of all classes, or, where only the best of each box goes in, those that it is the largest of.
        foreach (string source in Sources(_suppression.Inputs[1]))
        {
            if (LargestOf(source) is { } all && Classes(all, count) is { } found)
                return Describe(boxes, all, found);
            if (Classes(source, count) is { } own)
                return Describe(boxes, source, own);
        }

        return null;
    }

    private Suppression Describe(string boxes, string scores, (int Classes, PredictionLayout Layout) found)
    {
        bool isCenterSize = ((NonMaxSuppression)_suppression.Operator).IsCenterSize
            || (!_graph.Values.ContainsKey(_suppression.Inputs[0]) && IsHalved(boxes));
        return new Suppression(boxes, scores, found.Layout, isCenterSize ? BoxForm.CenterSize : BoxForm.Corners, found.Classes,
            Constant(3), Constant(4));
    }

    // The values of fixed shape that a value is computed from, nearest first; itself if its own shape is fixed.
    private IEnumerable<string> Sources(string value)
    {
        var seen = new HashSet<string>();
        var open = new Queue<string>([value]);
        while (open.TryDequeue(out string? next))
        {
            if (!seen.Add(next) || next.Length == 0)
                continue;
            if (_graph.Values.TryGetValue(next, out TensorInfo info))
            {
                if (!info.IsConstant && info.DataType == DataType.Float32)
                    yield return next;
            }
            else if (_producers.TryGetValue(next, out Node? node))
            {
                node.Inputs.ToList().ForEach(open.Enqueue);
            }
        }
    }

    // The input of the ReduceMax that a value comes from by mere moving and picking.
    private string? LargestOf(string value)
    {
        for (int i = 0; i < 8 && _producers.TryGetValue(value, out Node? node); i++)
        {
            if (node.Operator is Reduce { Function: ReduceFunction.Max })
                return node.Inputs[0];
            if (node.Operator is not (Gather or Squeeze or Unsqueeze or Slice or Reshape or Identity or Cast))
                return null;
            value = node.Inputs[0];
        }

        return null;
    }

    // Half a width is subtracted from a centre between the boxes and the suppression.
    private bool IsHalved(string boxes)
    {
        var reached = new HashSet<string> { boxes };
        foreach (Node node in _producers.Values.Distinct())
        {
            if (_graph.Values.ContainsKey(node.Outputs[0]) || !node.Inputs.Any(reached.Contains))
                continue;
            if (node.Operator is Binary { Function: BinaryFunction.Sub })
                return true;
            if (node.Operator is NonMaxSuppression)
                return false;
            reached.UnionWith(node.Outputs);
        }

        return false;
    }

    private bool IsBoxes(string value) =>
        PredictionTable.SizeOf(ShapeOf(value), PredictionLayout.Rows) is { Columns: 4, Rows: > 0 };

    private (int, PredictionLayout)? Classes(string value, int count)
    {
        if (PredictionTable.SizeOf(ShapeOf(value), PredictionLayout.Rows) is not { } size)
            return null;
        return size.Rows == count ? (size.Columns, PredictionLayout.Rows)
            : size.Columns == count ? (size.Rows, PredictionLayout.Columns) : null;
    }

    private TensorShape ShapeOf(string value) => _graph.Values.TryGetValue(value, out TensorInfo info) ? info.Shape : [];

    private float? Constant(int input) => input < _suppression.Inputs.Length
        && _graph.Values.TryGetValue(_suppression.Inputs[input], out TensorInfo info) && info.Value is Tensor<float> { Shape.Length: 1 } value
        && value.AsSpan()[0] is >= 0 and <= 1 ? value.AsSpan()[0] : null;
}
