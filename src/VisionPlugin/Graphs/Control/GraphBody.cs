using System.Collections.Immutable;

namespace VisionPlugin.Graphs.Control;

/// <summary>
/// Nodes inside of a node: a branch, the body of a loop, a function. Holds no constants: those of the file are constants
/// of the model, which bodies read like any other value from outside.
/// </summary>
/// <param name="Inputs">Names of what the body is given.</param>
/// <param name="Captures">Names of the values outside that its nodes read.</param>
/// <param name="Outputs">Names of what it gives: values of its nodes, inputs or captures.</param>
/// <param name="Nodes">The nodes, topologically sorted.</param>
internal sealed record GraphBody(
    ImmutableArray<string> Inputs, ImmutableArray<string> Captures, ImmutableArray<string> Outputs,
    ImmutableArray<Node> Nodes);
