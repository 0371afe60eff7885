using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Control;

/// <summary>
/// An operator that decides what is computed. The graph compiler replaces it by the nodes that it decides on, so that
/// no backend meets it. What its bodies read from outside are inputs of its node.
/// </summary>
internal abstract record ControlFlow : Operator
{
    /// <summary>Writes the nodes that take the place of one.</summary>
    /// <param name="node">The node, whose outputs must all be written.</param>
    /// <param name="inputs">What is known of its inputs.</param>
    /// <param name="writer">Receives the nodes.</param>
    /// <returns>Null, or what cannot be decided before the run.</returns>
    /// <exception cref="ShapeMismatchException">The inputs do not fit, or there would be too many nodes.</exception>
    public abstract string? Expand(Node node, ReadOnlySpan<TensorInfo> inputs, BodyWriter writer);

    /// <inheritdoc/>
    public sealed override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs) => throw Replaced();

    /// <inheritdoc/>
    public sealed override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) => throw Replaced();

    /// <summary>Checks that a node has no more outputs than its operator gives.</summary>
    protected static void VerifyOutputs(Node node, int count)
    {
        if (node.Outputs.Length > count)
            throw new ShapeMismatchException($"It has {count} outputs, not {node.Outputs.Length}.");
    }

    private InvalidOperationException Replaced() => new($"{Name} is replaced when the graph is compiled.");
}
