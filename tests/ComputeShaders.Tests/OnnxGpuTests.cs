using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Execution.Conformance;
using VisionPlugin.Testing;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>
/// ONNX's own backend tests on the GPU, without a fallback: each passes, or is listed here with the reason why not. One
/// context for all, since a context and its programs take longer than most tests.
/// </summary>
public class OnnxGpuTests
{
    private const string Doubles = "double precision, which OpenGL ES does not have";
    private const string Unsigned64 = "64-bit integers that are no indices";
    private const string IntegerPowers = "powers of integers that a word of 32 bits does not hold";

    /// <summary>Cases that stay on the CPU, and why. It may only shrink.</summary>
    private static readonly Dictionary<string, string> OnTheCpu = new()
    {
        ["node/test_cast_FLOAT_to_DOUBLE"] = Doubles,
    };

    [SkippableTheory]
    [MemberData(nameof(Gpu.Profiles), MemberType = typeof(Gpu))]
    public void Every_case_passes_or_is_listed_with_its_reason(GlProfile profile)
    {
        using GlDevice device = Gpu.Open(profile);
        using var backend = new GpuBackend(device);
        var options = new WorkerOptions { Fallback = FallbackMode.Strict };
        var failed = new List<string>();
        var onTheCpu = new List<string>();
        foreach (string name in OnnxTestCase.All)
        {
            RecordedTest test = RecordedTest.At(OnnxTestCase.Require(name).Folder);
            RecordedTestResult result = test.Run(backend, options);
            if (result.Outcome == TestOutcome.Failed)
                failed.Add($"{name}: {string.Join("; ", result.Reasons)}");
            // What no backend loads is listed by OnnxNodeTests.
            else if (result.Outcome == TestOutcome.Unsupported && Loads(test))
                onTheCpu.Add(name);
        }

        Assert.Empty(failed);
        Assert.Equal(OnTheCpu.Keys.Order(StringComparer.Ordinal), onTheCpu);
    }

    private static bool Loads(RecordedTest test)
    {
        try
        {
            return test.Model is not null;
        }
        catch (UnsupportedOperatorException)
        {
            return false;
        }
    }
}
