using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Passes;

/// <summary>
/// Splits layers whose weights are larger than a device can show to a shader at once into layers of fewer outputs, which are
/// joined again: the first fully connected layer of VGG has 411 MB, and drivers may allow 128.
/// </summary>
internal static class SplitWeights
{
    /// <summary>Runs the pass. A layer that cannot be split stays as it is.</summary>
    /// <param name="graph">The graph, optimised.</param>
    /// <param name="mostBytes">Most bytes of the weights of one layer, in single precision.</param>
    public static CompiledGraph Run(CompiledGraph graph, long mostBytes)
    {
        if (!graph.Model.Nodes.Any(n => CountOf(n, graph, mostBytes) > 1))
            return graph;
        var names = new UniqueNames();
        foreach (string name in graph.Values.Keys)
            names.Reserve(name);
        ImmutableDictionary<string, TensorInfo>.Builder values = graph.Values.ToBuilder();
        ImmutableDictionary<string, Tensor>.Builder constants = graph.Model.Constants.ToBuilder();
        var nodes = ImmutableArray.CreateBuilder<Node>();
        foreach (Node node in graph.Model.Nodes)
        {
            int count = CountOf(node, graph, mostBytes);
            if (count == 1)
            {
                nodes.Add(node);
                continue;
            }

            var parts = ImmutableArray.CreateBuilder<string>(count);
            TensorInfo output = graph.Values[node.Outputs[0]];
            for (int i = 0; i < count; i++)
            {
                // Packing takes channels by four: all parts but the last are whole fours.
                int from = Boundary(i, count, output.Shape[1]), to = Boundary(i + 1, count, output.Shape[1]);
                string part = names.Make($"{node.Outputs[0]}_part");
                values[part] = new TensorInfo(output.DataType, output.Shape.With(1, to - from));
                parts.Add(part);
                nodes.Add(node with
                {
                    Name = $"{node.Name}_part{i}",
                    Inputs = [node.Inputs[0], .. node.Inputs.Skip(1).Select((name, k) => PartOf(name, k == 0 ? WeightAxis(node.Operator) : -1))],
                    Outputs = [part],
                });

                string PartOf(string name, int axis)
                {
                    if (name.Length == 0 || graph.Values[name].Shape.Length == 1)
                        return name;
                    Tensor whole = graph.Values[name].Value!, slice = Slice(whole, axis < 0 ? whole.Shape.Rank - 1 : axis, from, to);
                    string unique = names.Make($"{name}_part");
                    values[unique] = TensorInfo.Of(slice);
                    constants[unique] = slice;
                    return unique;
                }
            }

            nodes.Add(new Node(node.Name, new Concat(1), parts.ToImmutable(), node.Outputs));
        }

        Model model = graph.Model with { Nodes = nodes.ToImmutable(), Constants = constants.ToImmutable() };
        return graph with { Model = model, Values = values.ToImmutable() };
    }

    // How many parts a layer needs; 1 if it needs none, or cannot be split.
    private static int CountOf(Node node, CompiledGraph graph, long mostBytes)
    {
        if (WeightAxis(node.Operator) < 0 || graph.Values[node.Inputs[1]] is not { IsConstant: true } weights)
            return 1;
        int outputs = graph.Values[node.Outputs[0]].Shape[1];
        // What is added to the result is split with the weights: a bias can be, a residual or a matrix cannot.
        bool fits = node.Inputs.Skip(2).All(name => name.Length == 0 || (graph.Values[name] is { IsConstant: true } added
            && (added.Shape.Length == 1 || (added.Shape.Length == outputs && added.Shape[^1] == outputs))));
        long bytes = (long)weights.Shape.Length * sizeof(float), count = (bytes + mostBytes - 1) / mostBytes;
        return fits ? (int)Math.Clamp(count, 1, Math.Max(1, outputs / 4)) : 1;
    }

    // The axis of the weights that the outputs lie along; -1 for operators that are not split.
    private static int WeightAxis(Operator op) => op switch
    {
        Conv { Groups: 1 } => 0,
        ConvTranspose { Groups: 1 } => 1,
        Gemm gemm => gemm.TransposeB ? 0 : 1,
        _ => -1,
    };

    private static int Boundary(int part, int parts, int outputs) =>
        part == parts ? outputs : (int)((long)outputs * part / parts / 4 * 4);

    private static Tensor Slice(Tensor whole, int axis, int from, int to)
    {
        Tensor part = Tensor.Create(whole.DataType, whole.Shape.With(axis, to - from));
        int inner = whole.Shape.LengthOf(axis + 1, whole.Shape.Rank) * DataTypes.SizeOf(whole.DataType);
        int rows = whole.Shape.LengthOf(0, axis), length = whole.Shape[axis] * inner, kept = (to - from) * inner;
        ReadOnlySpan<byte> source = whole.AsBytes();
        for (int row = 0; row < rows; row++)
            source.Slice((row * length) + (from * inner), kept).CopyTo(part.AsBytes()[(row * kept)..]);
        return part;
    }
}
