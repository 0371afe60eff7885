using VisionPlugin.Graphs.Control;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// Finds the inputs of a model whose elements, not only their shapes, decide the shapes of other values.
/// </summary>
internal static class ShapeInputs
{
    // An input that decides shapes (a target size, a list of axes) is short. A longer one is data.
    private const int MaxElements = 1024;

    /// <summary>Type and shape of each input by name, with the elements of those that decide shapes.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">A tensor for each input.</param>
    /// <param name="decisive">What <see cref="Find"/> found.</param>
    public static Dictionary<string, TensorInfo> Describe(
        Model model, IReadOnlyList<Tensor> inputs, IReadOnlySet<string> decisive)
    {
        var infos = new Dictionary<string, TensorInfo>();
        for (int i = 0; i < inputs.Count; i++)
        {
            Tensor tensor = inputs[i];
            bool known = decisive.Contains(model.Inputs[i].Name) && tensor.Shape.Length <= MaxElements;
            infos[model.Inputs[i].Name] =
                new TensorInfo(tensor.DataType, tensor.Shape, known ? tensor.ReadbackAndClone() : null);
        }

        return infos;
    }

    /// <summary>
    /// Names of the inputs from which a target size, axes, bounds and the like are computed. Where only their shape is
    /// looked at (by a Shape node) they do not count.
    /// </summary>
    public static HashSet<string> Find(Model model)
    {
        var producers = new Dictionary<string, Node>();
        foreach (Node node in model.Nodes)
        {
            foreach (string output in node.Outputs)
                producers[output] = node;
        }

        HashSet<string> needed = Reach(producers,
            model.Nodes.SelectMany(n => n.Inputs.Where((_, i) => n.Operator.NeedsValue(i))));
        // What bodies do with what they are given shows only when they are written out: integers may become shapes.
        HashSet<string> inBodies = Reach(producers, model.Nodes.Where(n => n.Operator is ControlFlow).SelectMany(n => n.Inputs));
        return
        [
            .. model.Inputs.Where(i => needed.Contains(i.Name)
                || (inBodies.Contains(i.Name) && !DataTypes.IsFloat(i.DataType))).Select(i => i.Name),
        ];
    }

    // All values that some are computed from, themselves included.
    private static HashSet<string> Reach(Dictionary<string, Node> producers, IEnumerable<string> values)
    {
        var reached = new HashSet<string>();
        var pending = new Stack<string>(values);
        while (pending.TryPop(out string? value))
        {
            if (!reached.Add(value) || !producers.TryGetValue(value, out Node? producer) || producer.Operator is Shape)
                continue;
            foreach (string input in producer.Inputs)
                pending.Push(input);
        }

        return reached;
    }
}
