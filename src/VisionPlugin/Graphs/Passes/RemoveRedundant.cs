using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>
/// Removes nodes that return their input unchanged (Identity, Dropout, casts, reshapes, transpositions, pads and slices
/// without effect), and merges chains of transpositions and of reshapes into one.
/// </summary>
internal static class RemoveRedundant
{
    /// <summary>Runs the pass.</summary>
    public static CompiledGraph Run(CompiledGraph graph)
    {
        var editor = new GraphEditor(graph);
        foreach (Node node in editor.Nodes)
        {
            Node current = MergeTransposes(editor, MergeViews(editor, MakeView(editor, node)));
            if (IsUnchanged(editor, current))
                editor.Bypass(current);
        }

        return editor.Build();
    }

    private static bool IsUnchanged(GraphEditor editor, Node node)
    {
        TensorInfo input = editor.Input(node, 0);
        if (!input.IsPresent || node.Outputs[0].Length == 0)
            return false;
        TensorInfo output = editor.Info(node.Outputs[0]);
        bool sameShape = input.DataType == output.DataType && input.Shape == output.Shape;
        return sameShape && node.Operator switch
        {
            Identity or Cast or Unary { Activation.IsNone: true } => true,
            // Its mask, where someone wants it.
            Dropout => node.Outputs.Skip(1).All(mask => !editor.IsOutput(mask) && editor.ReaderCount(mask) == 0),
            // The same shape means that nothing was cut off, unless something was added elsewhere.
            Slice => Slice.Map([.. node.Inputs.Select(editor.Info)]).Strides
                .SequenceEqual(StridedMap.RowMajor(input.Shape)),
            Pad pad => pad.Axes([.. node.Inputs.Select(editor.Info)]).All(a => a.Begin == 0 && a.End == 0),
            Concat => node.Inputs.Length == 1,
            var other => other.IsView,
        };
    }

    // A transposition that moves only axes of size 1 leaves every element in its place.
    private static Node MakeView(GraphEditor editor, Node node) =>
        node.Operator is Transpose transpose && KeepsOrder(transpose, editor.Input(node, 0).Shape)
            ? ReplaceByReshape(editor, node, node.Inputs[0])
            : node;

    private static bool KeepsOrder(Transpose transpose, TensorShape input)
    {
        int last = -1;
        foreach (int axis in Order(transpose, input.Rank).Where(axis => input[axis] != 1))
        {
            if (axis < last)
                return false;
            last = axis;
        }

        return true;
    }

    private static Node MergeTransposes(GraphEditor editor, Node node)
    {
        if (node.Operator is not Transpose second
            || editor.Producer(node.Inputs[0]) is not { Operator: Transpose first } before)
        {
            return node;
        }

        int rank = editor.Info(node.Inputs[0]).Shape.Rank;
        int[] inner = Order(first, rank);
        var merged = new Transpose([.. Order(second, rank).Select(axis => inner[axis])]);
        return Replace(editor, node, node with { Operator = merged, Inputs = before.Inputs });
    }

    private static Node MergeViews(GraphEditor editor, Node node) =>
        node.Operator.IsView && editor.Producer(node.Inputs[0]) is { Operator.IsView: true } before
            ? ReplaceByReshape(editor, node, before.Inputs[0])
            : node;

    private static Node ReplaceByReshape(GraphEditor editor, Node node, string source)
    {
        long[] sizes = [.. editor.Info(node.Outputs[0]).Shape.Sizes.ToArray().Select(size => (long)size)];
        string shape = editor.AddConstant($"{node.Outputs[0]}.shape", new Tensor<long>([sizes.Length], sizes));
        return Replace(
            editor, node, node with { Operator = new Reshape(AllowZero: true), Inputs = [source, shape] });
    }

    private static Node Replace(GraphEditor editor, Node old, Node merged)
    {
        editor.Replace(old, merged);
        editor.RemoveUnused(old.Inputs);
        return merged;
    }

    private static int[] Order(Transpose transpose, int rank) => transpose.Permutation.IsDefaultOrEmpty
        ? [.. Enumerable.Range(0, rank).Reverse()]
        : [.. transpose.Permutation];
}
