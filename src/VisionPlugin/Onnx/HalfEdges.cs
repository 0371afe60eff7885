using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Onnx;

/// <summary>
/// Keeps the declared half precision of a model's inputs and outputs while everything between them is computed in
/// single precision: a cast follows each half input and precedes each half output. Outputs declared as bfloat16, which
/// has no type here, are rounded to what it can hold.
/// </summary>
internal static class HalfEdges
{
    /// <summary>Adds the casts.</summary>
    /// <param name="model">A model whose nodes compute in single precision.</param>
    /// <param name="outputTypes">The element types that outputs are declared with, ONNX's numbers.</param>
    /// <param name="names">Gives the values between.</param>
    public static Model Insert(Model model, IReadOnlyDictionary<string, int> outputTypes, UniqueNames names)
    {
        HashSet<string> inputs = [.. model.Inputs.Where(i => i.DataType == DataType.Float16).Select(i => i.Name)];
        HashSet<string> computed = [.. model.Nodes.SelectMany(n => n.Outputs).Where(IsNarrow)];
        var inside = inputs.Concat(computed).ToDictionary(name => name, name => names.Make($"{name}.float32"));
        if (inside.Count == 0)
            return model;

        bool IsNarrow(string name) => TypeOf(name) is OnnxTypes.Float16 or OnnxTypes.BFloat16;
        int TypeOf(string name) => outputTypes.GetValueOrDefault(name);
        string Inside(string name) => inside.GetValueOrDefault(name, name);
        ImmutableArray<Node> nodes = [.. model.Nodes.Select(n => n with
        {
            Inputs = [.. n.Inputs.Select(Inside)],
            Outputs = [.. n.Outputs.Select(Inside)],
        })];
        IEnumerable<Node> before = inputs.Select(name =>
            new Node($"{inside[name]}.cast", new Cast(DataType.Float32), [name], [inside[name]]));
        IEnumerable<Node> after = computed.Select(name =>
            new Node($"{name}.cast", Narrowing(TypeOf(name)), [inside[name]], [name]));
        return model with { Nodes = [.. before, .. nodes, .. after] };
    }

    private static Operator Narrowing(int type) =>
        type == OnnxTypes.Float16 ? new Cast(DataType.Float16) : new Unary(new Activation(UnaryFunction.BFloat16));
}
