using VisionPlugin.Fuzz.Tests.Trials;
using VisionPlugin.Onnx;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Control;

namespace VisionPlugin.Fuzz.Tests;

/// <summary>The good models that bad ones are made from.</summary>
internal static class Corpus
{
    // A recorded input that is larger is replaced by random numbers.
    private const int MostInputBytes = 64 << 10;

    /// <summary>Those that come with the project, and a small one, which is quicker and therefore there four times.</summary>
    public static IReadOnlyList<ModelProto> Models { get; } =
    [
        .. Directory.GetFiles(Path.Combine(TestData.Repository, "models"), "*.onnx", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal).Select(path => ModelProto.Parser.ParseFrom(File.ReadAllBytes(path))),
        .. Enumerable.Repeat(SmallGraph.Create(), 4),
    ];

    /// <summary>Branches, loops, scans and functions.</summary>
    public static IReadOnlyList<ModelProto> Control { get; } = [.. ControlCases.All.Select(c => c.Proto)];

    /// <summary>ONNX's own tests, with their recorded inputs; empty without test data.</summary>
    public static IReadOnlyList<ModelProto> OnnxTests { get; } =
        TestData.Root is null ? [] : [.. OnnxTestCase.All.Select(name => Read(OnnxTestCase.Require(name).Folder))];

    private static ModelProto Read(string folder)
    {
        ModelProto model = ModelProto.Parser.ParseFrom(File.ReadAllBytes(Path.Combine(folder, "model.onnx")));
        for (int i = 0; i < model.Graph.Input.Count; i++)
        {
            string file = Path.Combine(folder, "test_data_set_0", $"input_{i}.pb");
            if (File.Exists(file) && new FileInfo(file).Length <= MostInputBytes)
                FuzzInputs.Record(model, model.Graph.Input[i].Name, TensorProto.Parser.ParseFrom(File.ReadAllBytes(file)));
        }

        return model;
    }
}
