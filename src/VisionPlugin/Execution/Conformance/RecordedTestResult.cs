namespace VisionPlugin.Execution.Conformance;

/// <summary>What came of a <see cref="RecordedTest"/> on a backend.</summary>
/// <param name="Outcome">How it ended.</param>
/// <param name="Reasons">
/// Why it did not pass: what is unsupported, one line a node, or the worst element of each output that differs; empty if
/// it passed.
/// </param>
/// <param name="MaxAbsolute">Largest |actual - expected| over all outputs; NaN if none was computed.</param>
/// <param name="MaxRelative">
/// Largest |actual - expected| / |expected|, over elements that are larger than the absolute tolerance; NaN if no output
/// was computed.
/// </param>
public sealed record RecordedTestResult(
    TestOutcome Outcome, IReadOnlyList<string> Reasons, double MaxAbsolute, double MaxRelative)
{
    /// <summary>A test that came to no outputs.</summary>
    internal static RecordedTestResult Without(TestOutcome outcome, IReadOnlyList<string> reasons) =>
        new(outcome, reasons, double.NaN, double.NaN);
}
