using VisionPlugin.Tensors;

namespace VisionPlugin.Graphs.Control;

/// <summary>
/// One of two bodies, by a condition that must be known when the graph is compiled. Inputs: condition, what the first
/// body captures, what the second one captures.
/// </summary>
/// <param name="Then">The body if the condition is true.</param>
/// <param name="Else">The body if it is false.</param>
internal sealed record If(GraphBody Then, GraphBody Else) : ControlFlow
{
    /// <inheritdoc/>
    public override string Name => "If";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 0;

    /// <inheritdoc/>
    public override string? Expand(Node node, ReadOnlySpan<TensorInfo> inputs, BodyWriter writer)
    {
        if (inputs[0].DataType != DataType.Bool || inputs[0].Shape.Length != 1)
            throw new ShapeMismatchException($"Its condition is {inputs[0]}, not one boolean.");
        if (inputs[0].Value is not { } condition)
            return $"its condition '{node.Inputs[0]}' is computed from data, so it is not known before the run";
        bool isTrue = condition.AsSpan<bool>()[0];
        ReadOnlySpan<string> captures = node.Inputs.AsSpan()[1..];
        string[] results = isTrue
            ? writer.Copy(Then, $"{node.Name}/then", captures[..Then.Captures.Length])
            : writer.Copy(Else, $"{node.Name}/else", captures[Then.Captures.Length..]);
        VerifyOutputs(node, results.Length);
        for (int i = 0; i < node.Outputs.Length; i++)
            writer.Define(node.Outputs[i], results[i]);
        return null;
    }
}
