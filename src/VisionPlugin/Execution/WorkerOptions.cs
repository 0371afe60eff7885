using VisionPlugin.Graphs;

namespace VisionPlugin.Execution;

/// <summary>How a <see cref="Worker"/> prepares and runs a model.</summary>
public sealed record WorkerOptions
{
    /// <summary>The defaults.</summary>
    public static WorkerOptions Default { get; } = new();

    /// <summary>What becomes of nodes that the chosen backend cannot run.</summary>
    public FallbackMode Fallback { get; init; } = FallbackMode.Strict;

    /// <summary>
    /// How weights and activations are stored: shorter on the GPU, for less memory and traffic at the price of accuracy.
    /// A backend that stores single precision only refuses anything else. What runs on the fallback of a GPU is single
    /// precision.
    /// </summary>
    public Precision Precision { get; init; }

    /// <summary>
    /// Merge and fold nodes before the first run (<see cref="GraphOptimizer"/>). Results differ by rounding only.
    /// </summary>
    public bool Optimize { get; init; } = true;

    /// <summary>
    /// Plans (memory and kernels) that are kept for input shapes seen before, the latest included; 1 or more.
    /// </summary>
    public int CachedPlans { get; init; } = 4;

    /// <summary>
    /// The clock that runs in slices are timed with; another than the system's is for tests and replays.
    /// </summary>
    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>Sizes that no value may exceed.</summary>
    public ModelLimits Limits { get; init; } = ModelLimits.Default;
}
