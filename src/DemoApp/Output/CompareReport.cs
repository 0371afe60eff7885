using VisionPlugin.Execution.Comparison;

namespace VisionPlugin.DemoApp.Output;

/// <summary>What compare prints: the first backend is what the others are compared with.</summary>
internal sealed record CompareReport(
    string Model, string? Source, IReadOnlyList<string> Backends, string Precision, double Atol, double Rtol,
    double OutputTolerance, bool Pass, string? FirstFailure,
    IReadOnlyList<ComparedLayer> Layers, IReadOnlyList<ComparedOutput> Outputs, IReadOnlyList<BackendTimes>? Times)
{
    /// <summary>A comparison as it is written down.</summary>
    /// <param name="model">The model's name.</param>
    /// <param name="source">The picture; null for noise.</param>
    /// <param name="result">The comparison.</param>
    /// <param name="options">How it was made.</param>
    /// <param name="times">Times on each backend; empty if they were not measured.</param>
    public static CompareReport Of(
        string model, string? source, ModelComparison result, ComparisonOptions options, IReadOnlyList<ModelTimes> times) => new(
        model, source, [.. result.Backends.Select(BackendChoice.NameOf)],
        options.Precision.ToString(), options.Atol, options.Rtol + PrecisionTolerance.Layer(options.Precision),
        PrecisionTolerance.Output(options.Precision), result.IsWithin, result.FirstFailure?.Node,
        [.. result.Layers.Select((l, i) => ComparedLayer.Of(l, times, i == 0 || result.Layers[i - 1].Node != l.Node))], [.. result.Outputs.Select(ComparedOutput.Of)],
        times.Count == 0 ? null : [.. times.Select(BackendTimes.Of)]);
}
