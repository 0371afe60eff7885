using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>
/// One of ONNX's own backend tests: a folder with <c>model.onnx</c> and recorded inputs and outputs. The same case runs
/// on every backend.
/// </summary>
/// <param name="Folder">The case's folder.</param>
public sealed record OnnxTestCase(string Folder)
{
    private static readonly string[] Suites = ["node", "pytorch"];

    // ONNX's own tolerances, but for these.
    private static readonly Dictionary<string, (double Atol, double Rtol)> Tolerances = [];

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
    public Model Load() => ModelLoader.Load(Path.Combine(Folder, "model.onnx"));

    /// <summary>Runs the model on every recorded input and compares with the recorded outputs.</summary>
    public void Check(Model model, IBackend backend, WorkerOptions? options = null)
    {
        (double atol, double rtol) = Tolerances.GetValueOrDefault(Path.GetFileName(Folder), (1e-7, 1e-3));
        string[] sets = Directory.GetDirectories(Folder, "test_data_set_*");
        Assert.NotEmpty(sets);
        foreach (string set in sets)
        {
            using var worker = new Worker(model, backend, options);
            for (int i = 0; i < model.Inputs.Length; i++)
                worker.SetInput(i, To(model.Inputs[i].DataType, ReadTensor(Path.Combine(set, $"input_{i}.pb"))));
            worker.Schedule();
            for (int i = 0; i < model.Outputs.Length; i++)
            {
                using Tensor actual = worker.PeekOutput(i).ReadbackAndClone();
                Tensor expected = To(actual.DataType, ReadTensor(Path.Combine(set, $"output_{i}.pb")));
                string context = $"{Path.GetFileName(Folder)}, output {model.Outputs[i]}";
                TensorAssert.Equal(expected, actual, atol, rtol, context);
            }
        }
    }

    /// <summary>Reads a tensor in ONNX's own file format; half and bfloat16 are widened to single precision.</summary>
    public static Tensor ReadTensor(string path)
    {
        TensorProto proto = TensorProto.Parser.ParseFrom(File.ReadAllBytes(path));
        var reader = new OnnxTensorReader(path, new ExternalData(path, null), ModelLimits.Default);
        return reader.Read(proto, proto.Name);
    }

    /// <summary>
    /// A tensor in the type that a model declares: recorded half values come widened to single precision.
    /// </summary>
    public static Tensor To(DataType type, Tensor tensor)
    {
        if (type != DataType.Float16 || tensor.DataType != DataType.Float32)
            return tensor;
        var half = Tensor.Create(type, tensor.Shape);
        new Cast(type).Run([tensor], [half]);
        return half;
    }
}
