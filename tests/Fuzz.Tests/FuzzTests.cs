using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Fuzz.Tests.Targets;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Testing;
using Xunit.Abstractions;

namespace VisionPlugin.Fuzz.Tests;

/// <summary>
/// Whatever is in a file: a typed error, or a result on which the backends agree; in bounded time and memory; and never a
/// crash. Longer by <c>VISION_FUZZ_SECONDS</c>, other cases by <c>VISION_FUZZ_SEED</c>.
/// </summary>
public class FuzzTests(ITestOutputHelper output)
{
    // The part of the time, and how to make it.
    private static readonly Dictionary<string, (double Share, Func<IFuzzTarget> Open)> Targets = new()
    {
        ["recognition"] = (0.08, () => new Recognized()),
        ["model-bytes"] = (0.07, () => new ModelBytes(Corpus.Models)),
        ["model-structure"] = (0.12, () => new ModelStructure(Corpus.Models)),
        ["control-bytes"] = (0.02, () => new ModelBytes(Corpus.Control)),
        ["control-structure"] = (0.08, () => new ModelStructure(Corpus.Control)),
        ["onnx-bytes"] = (0.06, () => new ModelBytes(Corpus.OnnxTests)),
        ["onnx-structure"] = (0.19, () => new ModelStructure(Corpus.OnnxTests)),
        ["gpu-core"] = (0.06, () => new ModelStructure(Corpus.OnnxTests, GlProfile.Core)),
        ["gpu-es"] = (0.06, () => new ModelStructure(Corpus.OnnxTests, GlProfile.Es)),
        ["gpu-half"] = (0.05, () => new ModelStructure(Corpus.OnnxTests, GlProfile.Core, isShort: true)),
        ["operators-cpu"] = (0.06, () => new OperatorRecords(new CpuBackend())),
        ["operators-gpu"] = (0.06, () => new OperatorRecords(FuzzGpu.Open(GlProfile.Core))),
        ["external-data"] = (0.02, () => new ExternalFiles()),
        ["tensors"] = (0.02, () => new TensorFiles()),
        ["arrays"] = (0.02, () => new ArrayFiles()),
        ["cards"] = (0.04, () => new CardFiles()),
    };

    public static TheoryData<string> Names => [.. Targets.Keys];

    [SkippableTheory]
    [MemberData(nameof(Names))]
    public void A_typed_error_or_a_result(string target)
    {
        if (target.StartsWith("onnx", StringComparison.Ordinal) || target.StartsWith("gpu", StringComparison.Ordinal))
            TestData.Require("onnx-tests", "node");
        (double share, Func<IFuzzTarget> open) = Targets[target];
        FuzzRun.Run(target, open, share * FuzzSettings.Seconds, output.WriteLine);
    }
}
