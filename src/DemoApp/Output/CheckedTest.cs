using VisionPlugin.Execution.Conformance;

namespace VisionPlugin.DemoApp.Output;

/// <summary>A line of check: one test on one backend.</summary>
/// <param name="Test">The test's name.</param>
/// <param name="Backend">The backend: reference, cpu, gpu or gpu-es.</param>
/// <param name="Outcome">pass, fail or unsupported.</param>
/// <param name="Reasons">Why it did not pass; empty if it did.</param>
/// <param name="MaxAbs">Largest absolute difference; null if no output was computed.</param>
/// <param name="MaxRel">Largest relative difference; null if no output was computed.</param>
/// <param name="Opset">Version of the operators that the model uses.</param>
/// <param name="Operators">ONNX's names of the operators in the model.</param>
internal sealed record CheckedTest(
    string Test, string Backend, string Outcome, IReadOnlyList<string> Reasons, double? MaxAbs, double? MaxRel, int Opset,
    IReadOnlyList<string> Operators)
{
    public const string Pass = "pass", Fail = "fail", Unsupported = "unsupported";

    public static CheckedTest Of(RecordedTest test, string backend, RecordedTestResult result) => new(
        test.Name, backend, NameOf(result.Outcome), result.Reasons, Known(result.MaxAbsolute), Known(result.MaxRelative),
        test.Opset, test.Operators);

    private static string NameOf(TestOutcome outcome) => outcome switch
    {
        TestOutcome.Passed => Pass,
        TestOutcome.Failed => Fail,
        _ => Unsupported,
    };

    private static double? Known(double value) => double.IsNaN(value) ? null : value;
}
