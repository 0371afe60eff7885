using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Comparison;

/// <summary>Runs of a whole graph that keep values of the inside.</summary>
internal static class LayerRuns
{
    /// <summary>All values that nodes compute.</summary>
    public static IEnumerable<string> ValuesOf(CompiledGraph graph) =>
        graph.Model.Nodes.SelectMany(n => n.Outputs).Where(name => name.Length > 0);

    /// <summary>The values in parts of at most so many bytes, or of one value.</summary>
    public static IEnumerable<string[]> Split(CompiledGraph graph, long mostBytes)
    {
        var part = new List<string>();
        long bytes = 0;
        foreach (string value in ValuesOf(graph))
        {
            TensorInfo info = graph.Values[value];
            long more = (long)info.Shape.Length * DataTypes.SizeOf(info.DataType);
            if (part.Count > 0 && bytes + more > mostBytes)
            {
                yield return [.. part];
                part.Clear();
                bytes = 0;
            }

            part.Add(value);
            bytes += more;
        }

        if (part.Count > 0)
            yield return [.. part];
    }

    /// <summary>What the nodes that compute some values read of other nodes.</summary>
    public static IEnumerable<string> InputsOf(CompiledGraph graph, IEnumerable<string> values)
    {
        HashSet<string> computed = [.. ValuesOf(graph)], wanted = [.. values];
        return graph.Model.Nodes.Where(node => node.Outputs.Any(wanted.Contains)).SelectMany(node => node.Inputs)
            .Where(computed.Contains).Distinct();
    }

    /// <summary>Runs the whole graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="factory">Of the backend.</param>
    /// <param name="values">The values to keep.</param>
    /// <param name="inputs">The inputs by name.</param>
    /// <param name="progress">Told the share that is done, and the layer that is next.</param>
    /// <returns>The values by name, on the host.</returns>
    public static Dictionary<string, Tensor> Run(CompiledGraph graph, PlanFactory factory, string[] values,
        Dictionary<string, Tensor> inputs, Action<double, string>? progress = null)
    {
        using IPlan plan = factory.Prepare(graph with { Model = graph.Model with { Outputs = [.. values] } }, out _);
        PlanRunner.Run(plan, name => inputs[name], step =>
        {
            progress?.Invoke((double)step / plan.StepCount, plan.NodeOf(step)?.Name ?? "");
            plan.RunStep(step);
        });
        return values.Select((name, i) => (name, plan.PeekOutput(i).ReadbackAndClone())).ToDictionary();
    }
}
