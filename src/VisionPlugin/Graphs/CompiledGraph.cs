using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs;

/// <summary>
/// A model for fixed input shapes: every value's type and shape is known, what is constant is computed. Backends turn
/// it into a plan.
/// </summary>
/// <param name="Model">The optimised model; its nodes run in this order.</param>
/// <param name="Values">Type and shape of every value by name, with the elements of constants.</param>
public sealed record CompiledGraph(Model Model, ImmutableDictionary<string, TensorInfo> Values)
{
    /// <summary>
    /// How a backend is to store weights and activations; it has passed <see cref="IBackend.WhyUnsupportedPrecision"/>.
    /// </summary>
    public Precision Precision { get; init; }

    /// <summary>The inputs of a node; <c>default</c> where absent.</summary>
    public TensorInfo[] InputsOf(Node node) => [.. node.Inputs.Select(Find)];

    /// <summary>The outputs of a node; <c>default</c> where not wanted.</summary>
    public TensorInfo[] OutputsOf(Node node) => [.. node.Outputs.Select(Find)];

    private TensorInfo Find(string name) => name.Length == 0 ? default : Values[name];
}
