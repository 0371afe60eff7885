using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Fuzz.Tests.Targets;
using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Testing;

namespace VisionPlugin.Fuzz.Tests;

/// <summary>What fuzzing found once, and what <c>VISION_FUZZ_CASE</c> names.</summary>
public class KeptCaseTests
{
    private static readonly Dictionary<string, Func<IFuzzTarget>[]> Targets = new()
    {
        [".onnx"] =
        [
            () => new ModelStructure([]),
            () => new ModelStructure([], GlProfile.Core),
            () => new ModelStructure([], GlProfile.Es),
            () => new ModelStructure([], GlProfile.Core, isShort: true),
            () => new ExternalFiles(),
            () => new Recognized(),
        ],
        [".case"] = [() => new OperatorRecords(new CpuBackend()), () => new OperatorRecords(FuzzGpu.Open(GlProfile.Core))],
        [".pb"] = [() => new TensorFiles()],
        [".npy"] = [() => new ArrayFiles()],
        [".json"] = [() => new CardFiles()],
    };

    public static TheoryData<string> Files =>
    [
        .. Directory.GetFiles(Path.Combine(TestData.Repository, "tests", "Fuzz.Tests", "Cases"))
            .Where(path => Targets.ContainsKey(Path.GetExtension(path)))
            .Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal),
        .. FuzzSettings.Case is { } path ? [path] : Array.Empty<string>(),
    ];

    [SkippableTheory]
    [MemberData(nameof(Files))]
    public void A_typed_error_or_a_result(string file)
    {
        string path = Path.Combine(TestData.Repository, "tests", "Fuzz.Tests", "Cases", file);
        foreach (Func<IFuzzTarget> open in Targets[Path.GetExtension(file)])
            FuzzRun.Replay(path, open);
    }
}
