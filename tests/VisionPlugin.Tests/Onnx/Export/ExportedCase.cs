using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Onnx;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Onnx.Export;

/// <summary>Operator cases as exported models, and runs of models on the reference.</summary>
internal static class ExportedCase
{
    /// <summary>The cases that ONNX can express.</summary>
    public static IEnumerable<OperatorCase> All => OperatorCases.All.Where(c => !IsRefused(c));

    /// <summary>The names of those cases.</summary>
    public static TheoryData<string> Names => [.. All.Select(c => c.ToString())];

    /// <summary>
    /// True for what ONNX has no operator for, and for a mode that it had in operator set 11 only, where it cannot be said in
    /// today's modes either.
    /// </summary>
    public static bool IsRefused(OperatorCase @case) => @case.Operator is StochasticPool
        || (@case.Operator is Resize { Coordinates: CoordinateMode.TfHalfPixelForNearest } resize
        && (resize.Mode != Interpolation.Nearest || resize.Nearest is NearestMode.RoundPreferCeil or NearestMode.Ceil));

    /// <summary>The case's model as a file in memory.</summary>
    public static byte[] Export(OperatorCase @case)
    {
        using var stream = new MemoryStream();
        @case.ToModel().Save(stream, new ModelSaveOptions { InputShapes = Shapes(@case) });
        return stream.ToArray();
    }

    /// <summary>The shapes of the inputs, which a case's model does not declare.</summary>
    public static IReadOnlyDictionary<string, TensorShape> Shapes(OperatorCase @case) =>
        @case.ModelInputs.ToDictionary(i => i.Key, i => i.Value.Shape);

    /// <summary>Saves and loads.</summary>
    public static Model Reload(Model model, ModelSaveOptions? options = null) => ModelLoader.Load(Save(model, options));

    /// <summary>The file.</summary>
    public static byte[] Save(Model model, ModelSaveOptions? options = null)
    {
        using var stream = new MemoryStream();
        model.Save(stream, options);
        return stream.ToArray();
    }

    /// <summary>The message in a file.</summary>
    public static ModelProto Parse(byte[] file) => ModelProto.Parser.ParseFrom(file);

    /// <summary>Runs a model as it is on the reference.</summary>
    public static Dictionary<string, Tensor> Run(Model model, IReadOnlyDictionary<string, Tensor> inputs)
    {
        using var worker = new Worker(
            model, BackendType.Reference, new WorkerOptions { Optimize = false });
        foreach ((string name, Tensor value) in inputs)
            worker.SetInput(name, value);
        worker.Schedule();
        return model.Outputs.ToDictionary(o => o, o => worker.PeekOutput(o).ReadbackAndClone());
    }
}
