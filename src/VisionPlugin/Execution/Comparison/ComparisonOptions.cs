using VisionPlugin.Graphs;

namespace VisionPlugin.Execution.Comparison;

/// <summary>How <see cref="ModelComparer"/> compares backends.</summary>
public sealed record ComparisonOptions
{
    /// <summary>Allowed absolute error of the model's outputs, and of a layer by itself.</summary>
    public double Atol { get; init; } = 1e-3;

    /// <summary>
    /// Allowed error relative to the expected value; for a layer by itself also relative to its largest value, because
    /// the terms of a sum may be much larger than the sum.
    /// </summary>
    public double Rtol { get; init; } = 1e-4;

    /// <summary>
    /// How backends that can store numbers shorter are to store them; the first one, and those that cannot, stay in single
    /// precision. A layer by itself is then compared with what the first backend makes of the numbers as they are stored,
    /// and <see cref="Rtol"/> grows by <see cref="PrecisionTolerance.Layer"/> for the rounding of what it stores; outputs may
    /// differ from those in single precision by <see cref="PrecisionTolerance.Output"/> of their norm.
    /// </summary>
    public Precision Precision { get; init; }

    /// <summary>
    /// Compare the graph as it runs in production, with merged nodes, instead of node by node as loaded.
    /// </summary>
    public bool Optimize { get; init; } = true;

    /// <summary>What becomes of nodes that a backend cannot run.</summary>
    public FallbackMode Fallback { get; init; } = FallbackMode.Strict;

    /// <summary>Sizes that no value may exceed.</summary>
    public ModelLimits Limits { get; init; } = ModelLimits.Default;

    /// <summary>
    /// Of how many layers, those nearest to the tolerance or beyond, the values are kept
    /// (<see cref="ModelComparison.Worst"/>).
    /// </summary>
    public int KeepWorst { get; init; }

    /// <summary>Told how far the comparison is, on the calling thread.</summary>
    public Action<ComparisonProgress>? Progress { get; init; }
}
