using VisionPlugin.Execution;
using VisionPlugin.Execution.Comparison;

namespace VisionPlugin.DemoApp.Output;

/// <summary>How far a backend is from the first one.</summary>
/// <param name="Backend">The backend.</param>
/// <param name="MaxAbs">Largest absolute difference; of a layer: fed with the first backend's values, so its own error.</param>
/// <param name="MaxRel">Largest difference relative to the expected value.</param>
/// <param name="Where">Index of the worst element.</param>
/// <param name="Expected">The first backend's value there.</param>
/// <param name="Actual">This backend's value there.</param>
/// <param name="EndToEndMaxAbs">Largest absolute difference with the errors of all layers before.</param>
/// <param name="OfTolerance">Largest difference as a part of what is allowed there: agreement up to 1.</param>
/// <param name="EndToEndOfTolerance">The same with the errors of all layers before.</param>
/// <param name="RelNorm">Norm of the difference over that of the expected value.</param>
/// <param name="Pass">True if within tolerance.</param>
internal sealed record Difference(
    string Backend, double MaxAbs, double MaxRel, int[] Where, double Expected, double Actual, double EndToEndMaxAbs,
    double OfTolerance, double EndToEndOfTolerance, double RelNorm, bool Pass)
{
    public static Difference Of(BackendType backend, TensorDifference d, TensorDifference endToEnd) => new(
        BackendChoice.NameOf(backend), d.MaxAbsolute, d.MaxRelative, [.. d.Where], d.Expected, d.Actual, endToEnd.MaxAbsolute,
        d.PartOfTolerance, endToEnd.PartOfTolerance, d.RelativeNorm, d.IsWithin);
}
