using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// Weights of a node: elements of constants, but for those of index types (int32, int64: shapes, axes) and bool, and for what sets the
/// output's shape (<see cref="Operator.NeedsValue"/>: scales of a Resize). A constant that several nodes read counts at the first, so
/// that nodes add up to the network.
/// </summary>
/// <param name="Trained">Weights but for <paramref name="Measured"/>.</param>
/// <param name="Measured">Means and variances of batch normalisations.</param>
internal readonly record struct ParameterCount(long Trained, long Measured)
{
    /// <summary>The counts of all nodes, in their order.</summary>
    public static ParameterCount[] Of(CompiledGraph graph)
    {
        HashSet<string> measured = [.. graph.Model.Nodes.Where(n => n.Operator is BatchNormalization).SelectMany(n => n.Inputs.Skip(3))];
        var counted = new HashSet<string>();
        return [.. graph.Model.Nodes.Select(node =>
        {
            var count = new ParameterCount();
            foreach ((string name, int input) in node.Inputs.Select((name, input) => (name, input)))
            {
                if (node.Operator.NeedsValue(input) || !graph.Model.Constants.TryGetValue(name, out Tensor? constant)
                    || constant.DataType is DataType.Int32 or DataType.Int64 or DataType.Bool || !counted.Add(name))
                {
                    continue;
                }

                count = measured.Contains(name) ? count with { Measured = count.Measured + constant.Shape.Length }
                    : count with { Trained = count.Trained + constant.Shape.Length };
            }

            return count;
        })];
    }
}
