using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>Infers every shape of a model for given inputs and computes what is constant.</summary>
public static class GraphCompiler
{
    /// <summary>Compiles a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="inputs">Type and shape of each input by name; with elements where they decide shapes.</param>
    /// <exception cref="ShapeMismatchException">An input is missing or a node's inputs do not fit; names the node.</exception>
    public static CompiledGraph Compile(Model model, IReadOnlyDictionary<string, TensorInfo> inputs)
    {
        var values = ImmutableDictionary.CreateBuilder<string, TensorInfo>();
        foreach ((string name, Tensor constant) in model.Constants)
            values[name] = TensorInfo.Of(constant);
        foreach (ValueInfo input in model.Inputs)
        {
            values[input.Name] = inputs.TryGetValue(input.Name, out TensorInfo info)
                ? info
                : throw new ShapeMismatchException($"{model.Name}: no shape was given for input '{input.Name}'.");
        }

        var nodes = ImmutableArray.CreateBuilder<Node>();
        var constants = model.Constants.ToBuilder();
        foreach (Node node in model.Nodes)
        {
            TensorInfo[] infos = [.. node.Inputs.Select(name => name.Length == 0 ? default : values[name])];
            TensorInfo[] outputs = InferShapes(model, node, infos);
            bool folded = FoldConstant(node, infos, outputs);
            for (int i = 0; i < node.Outputs.Length; i++)
            {
                if (node.Outputs[i].Length == 0)
                    continue;
                values[node.Outputs[i]] = outputs[i];
                if (folded)
                    constants[node.Outputs[i]] = outputs[i].Value!;
            }

            if (!folded)
                nodes.Add(node);
        }

        Model compiled = model with { Nodes = nodes.ToImmutable(), Constants = constants.ToImmutable() };
        return new CompiledGraph(compiled, values.ToImmutable());
    }

    private static TensorInfo[] InferShapes(Model model, Node node, TensorInfo[] inputs)
    {
        try
        {
            return node.Operator.InferShapes(inputs);
        }
        catch (ShapeMismatchException error)
        {
            string found = string.Join(", ", inputs.Select(i => i.ToString()));
            throw new ShapeMismatchException($"{model.Name}, node {node}, inputs {found}: {error.Message}", error);
        }
    }

    // Replaces outputs by computed constants where all inputs are constant.
    private static bool FoldConstant(Node node, TensorInfo[] inputs, TensorInfo[] outputs)
    {
        if (outputs.All(o => o.IsConstant))
            return true;
        if (inputs.Any(i => i.IsPresent && !i.IsConstant))
            return false;
        Tensor[] results = [.. outputs.Select(o => Tensor.Create(o.DataType, o.Shape))];
        node.Operator.Run([.. inputs.Select(i => i.Value)], results);
        for (int i = 0; i < outputs.Length; i++)
            outputs[i] = TensorInfo.Of(results[i]);
        return true;
    }
}
