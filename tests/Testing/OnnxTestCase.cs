using VisionPlugin.Execution;
using VisionPlugin.Execution.Conformance;
using VisionPlugin.Graphs;

namespace VisionPlugin.Testing;

/// <summary>
/// One of ONNX's own backend tests: a folder with <c>model.onnx</c> and recorded inputs and outputs. The same case runs
/// on every backend.
/// </summary>
/// <param name="Folder">The case's folder.</param>
public sealed record OnnxTestCase(string Folder)
{
    private static readonly string[] Suites = ["node", "pytorch"];

    /// <summary>Suite and name of every case; one that is not there without test data.</summary>
    public static IReadOnlyList<string> All { get; } = TestData.Root is not { } root
        ? ["node/test_add"]
        : [.. Suites.SelectMany(suite => Directory.GetDirectories(Path.Combine(root, "onnx-tests", suite))
            .Select(folder => $"{suite}/{Path.GetFileName(folder)}")).Order(StringComparer.Ordinal)];

    /// <summary>The names of all cases, for <c>MemberData</c>.</summary>
    public static TheoryData<string> Names => [.. All];

    /// <summary>A case by suite and name; skips the test without test data.</summary>
    public static OnnxTestCase Require(string name) => new(TestData.Require("onnx-tests", name));

    /// <summary>Loads the model.</summary>
    public Model Load() => RecordedTest.At(Folder).Model;

    /// <summary>Runs the model on every recorded input and compares with the recorded outputs.</summary>
    public void Check(Model model, IBackend backend, WorkerOptions? options = null)
    {
        RecordedTestResult result = RecordedTest.At(Folder).Compare(model, backend, options);
        Assert.True(result.Outcome == TestOutcome.Passed,
            $"{Path.GetFileName(Folder)}: {string.Join('\n', result.Reasons)}");
    }
}
