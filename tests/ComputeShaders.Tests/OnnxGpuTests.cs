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
    /// <summary>What the backend says of cases that stay on the CPU, with the cases. It may only shrink.</summary>
    private static readonly (string Reason, string[] Cases)[] OnTheCpu =
    [
        ("Float64 has no exact 32-bit form on the GPU",
        [
            "node/test_cast_FLOAT_to_DOUBLE",
        ]),
        ("Float64 is computed on the CPU",
        [
            "node/test_cumsum_1d", "node/test_cumsum_1d_exclusive", "node/test_cumsum_1d_reverse",
            "node/test_cumsum_2d_axis_1", "node/test_cumsum_2d_negative_axis",
            "node/test_reduce_log_sum_exp_default_axes_keepdims_example",
            "node/test_reduce_log_sum_exp_default_axes_keepdims_random",
            "node/test_reduce_log_sum_exp_do_not_keepdims_example",
            "node/test_reduce_log_sum_exp_do_not_keepdims_random", "node/test_reduce_log_sum_exp_keepdims_example",
            "node/test_reduce_log_sum_exp_negative_axes_keepdims_example", "pytorch/test_operator_add_broadcast",
            "pytorch/test_operator_add_size1_broadcast", "pytorch/test_operator_add_size1_right_broadcast",
            "pytorch/test_operator_add_size1_singleton_broadcast", "pytorch/test_operator_addconstant",
        ]),
        ("UInt64 has no exact 32-bit form on the GPU",
        [
            "node/test_equal_uint64", "node/test_less_equal_uint64", "node/test_max_uint64", "node/test_mul_uint64",
            "node/test_pow_types_float32_uint64",
        ]),
        ("integer powers of Float32 are computed on the CPU",
        [
            "node/test_pow_types_int32_float32", "node/test_pow_types_int64_float32",
        ]),
        ("results in Int64 may not fit the 32 bits that it has on the GPU",
        [
            "node/test_pow_types_int64_int64",
        ]),
    ];

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
                onTheCpu.AddRange(result.Reasons.Select(line => $"{name}: {ReasonOf(line)}"));
        }

        Empty("failed", failed);
        string[] listed = [.. OnTheCpu.SelectMany(list => list.Cases.Select(name => $"{name}: {list.Reason}"))];
        Empty("unsupported and not listed", onTheCpu.Except(listed));
        Empty("listed, but not so any more", listed.Except(onTheCpu));
    }

    private static void Empty(string what, IEnumerable<string> cases) =>
        Assert.True(!cases.Any(), $"{what}:\n{string.Join('\n', cases)}");

    // Of "node 'y' (Pow): integer powers ..." what stands behind the node.
    private static string ReasonOf(string line) => line[(line.IndexOf("): ", StringComparison.Ordinal) + 3)..];

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
