namespace VisionPlugin.Execution.Comparison;

/// <summary>How long a layer takes on a backend.</summary>
/// <param name="Node">Name of the node.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Time">Median of the runs; zero for a layer that only looks at another's memory.</param>
public sealed record LayerTime(string Node, string Operator, TimeSpan Time);
