using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Comparison;

/// <summary>A graph in single precision on numbers as a shorter precision stores them: the oracle for a backend with it.</summary>
internal static class StoredGraph
{
    /// <summary>The graph in single precision, with weights as the graph's precision stores them.</summary>
    public static CompiledGraph Of(CompiledGraph graph)
    {
        ImmutableDictionary<string, TensorInfo> values = graph.Values;
        ImmutableDictionary<string, Tensor> constants = graph.Model.Constants;
        var nodes = ImmutableArray.CreateBuilder<Node>();
        foreach (Node node in graph.Model.Nodes)
        {
            if (StoredWeights.Rounded(node, graph.InputsOf(node), graph.Precision.Weights) is not { } weights)
            {
                nodes.Add(node);
                continue;
            }

            // Other nodes may read the same constant as something else than weights.
            string name = $"{node.Inputs[1]} as {node.Name} stores it";
            constants = constants.SetItem(name, weights);
            values = values.SetItem(name, new TensorInfo(weights.DataType, weights.Shape, weights));
            nodes.Add(node with { Inputs = node.Inputs.SetItem(1, name) });
        }

        return graph with
        {
            Model = graph.Model with { Nodes = nodes.ToImmutable(), Constants = constants },
            Values = values,
            Precision = Precision.Single,
        };
    }

    /// <summary>A value as it is stored between layers.</summary>
    public static Tensor Rounded(Tensor value, ActivationPrecision precision)
    {
        if (precision == ActivationPrecision.Single || value is not Tensor<float> single)
            return value;
        var result = new Tensor<float>(value.Shape);
        for (int i = 0; i < value.Shape.Length; i++)
            result.AsSpan()[i] = (float)(Half)single.AsSpan()[i];
        return result;
    }
}
