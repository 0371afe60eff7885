using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Output;

/// <summary>A node.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Inputs">What it reads, weights left out.</param>
/// <param name="Shape">Shape of its first output.</param>
/// <param name="Parameters">Weights that it reads, running statistics not counted.</param>
/// <param name="Macs">Multiply-accumulate operations.</param>
internal sealed record InspectedNode(string Name, string Operator, IReadOnlyList<string> Inputs, int[] Shape, long Parameters, long Macs)
{
    public static IReadOnlyList<InspectedNode> List(CompiledGraph graph) => [.. graph.Model.Nodes.Select(node => Of(graph, node))];

    private static InspectedNode Of(CompiledGraph graph, Node node)
    {
        TensorInfo[] inputs = graph.InputsOf(node), outputs = graph.OutputsOf(node);
        int trained = node.Operator is BatchNormalization ? 3 : inputs.Length;
        long parameters = inputs.Take(trained).Where(i => i.IsConstant && DataTypes.IsFloat(i.DataType)).Sum(i => (long)i.Shape.Length);
        return new InspectedNode(node.Name, node.Operator.Name,
            [.. node.Inputs.Where(name => name.Length > 0 && !graph.Values[name].IsConstant)],
            outputs[0].IsPresent ? outputs[0].Shape.Sizes.ToArray() : [], parameters, node.Operator.CountMacs(inputs, outputs));
    }
}
