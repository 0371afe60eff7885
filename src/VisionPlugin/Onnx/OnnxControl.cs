using VisionPlugin.Graphs.Control;
using VisionPlugin.Operators;

namespace VisionPlugin.Onnx;

/// <summary>Imports of the operators that have bodies; what the bodies capture becomes inputs of the node.</summary>
internal static class OnnxControl
{
    /// <summary>One of two branches.</summary>
    public static Operator If(OnnxNode node)
    {
        GraphBody then = Branch(node, "then_branch"), otherwise = Branch(node, "else_branch");
        node.RequireInputs(1);
        node.Inputs.AddRange([.. then.Captures, .. otherwise.Captures]);
        return new If(then, otherwise);
    }

    /// <summary>A body that is repeated while a condition holds.</summary>
    public static Operator Loop(OnnxNode node)
    {
        GraphBody body = node.Body("body");
        while (node.Inputs.Count < 2)
            node.Inputs.Add("");
        int carried = node.Inputs.Count - 2;
        if (body.Inputs.Length != carried + 2 || body.Outputs.Length <= carried)
            throw node.Error($"carries {carried} values, which its body of {body.Inputs.Length} inputs and {body.Outputs.Length} outputs does not");
        node.Inputs.AddRange(body.Captures);
        return new Loop(body, carried);
    }

    /// <summary>A body that goes through slices: since operator set 9.</summary>
    public static Operator Scan(OnnxNode node) => Scan(node, isBatched: false);

    /// <summary>The same over a batch, whose sequences may have lengths of their own: operator set 8.</summary>
    public static Operator BatchedScan(OnnxNode node)
    {
        if (node.HasInput(0))
            throw new UnsupportedNodeException("sequences of different lengths");
        node.RequireInputs(2);
        node.Inputs.RemoveAt(0);
        return Scan(node, isBatched: true);
    }

    private static Scan Scan(OnnxNode node, bool isBatched)
    {
        GraphBody body = node.Body("body");
        int sliced = node.Int("num_scan_inputs", 0), states = node.Inputs.Count - sliced, stacked = body.Outputs.Length - states;
        if (sliced < 1 || states < 0 || body.Inputs.Length != node.Inputs.Count || stacked < 0)
        {
            throw node.Error($"goes through {sliced} of its {node.Inputs.Count} inputs, which its body of {body.Inputs.Length} inputs"
                + $" and {body.Outputs.Length} outputs does not");
        }

        IEnumerable<ScanAxis> Axes(int count, string axes, string directions)
        {
            int[] along = List(node, axes, count), direction = List(node, directions, count);
            return along.Zip(direction, (axis, reversed) => new ScanAxis(axis, reversed != 0));
        }

        ScanAxis[] inputs = [.. Axes(sliced, "scan_input_axes", isBatched ? "directions" : "scan_input_directions")];
        ScanAxis[] outputs = [.. Axes(stacked, "scan_output_axes", "scan_output_directions")];
        node.Inputs.AddRange(body.Captures);
        return new Scan(body, states, [.. inputs], [.. outputs], isBatched);
    }

    private static GraphBody Branch(OnnxNode node, string attribute)
    {
        GraphBody body = node.Body(attribute);
        return body.Inputs.Length == 0 && body.Outputs.Length >= node.Outputs.Count ? body
            : throw node.Error($"has a {attribute} with {body.Inputs.Length} inputs and {body.Outputs.Length} outputs");
    }

    private static int[] List(OnnxNode node, string attribute, int count)
    {
        int[] values = [.. node.Ints(attribute)];
        if (values.Length == 0)
            return new int[count];
        return values.Length == count ? values : throw node.Error($"has {values.Length} values in '{attribute}', not {count}");
    }
}
