using VisionPlugin.Execution;
using VisionPlugin.Execution.Conformance;

namespace VisionPlugin.Testing;

/// <summary>ONNX's light models among the test data.</summary>
public static class LightModels
{
    /// <summary>Their names, for <c>MemberData</c>.</summary>
    public static TheoryData<string> Names => ["light_inception_v1", "light_resnet50", "light_squeezenet"];

    /// <summary>Runs one on a backend and compares with its recorded outputs; skips the test without test data.</summary>
    public static void Check(string name, IBackend backend)
    {
        RecordedTest test = RecordedTest.AtLight(TestData.Require("onnx-tests", "light", name + ".onnx"));
        RecordedTestResult result = test.Run(backend);
        Assert.True(result.Outcome == TestOutcome.Passed, $"{name}: {string.Join('\n', result.Reasons)}");
    }
}
