using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Compiles a worker's model for the inputs of a run, within what the worker's options allow. Nothing of it changes: a warm-up
/// compiles on a thread of the pool.
/// </summary>
internal sealed class WorkerCompiler
{
    private readonly Model _model;
    private readonly WorkerOptions _options;
    private readonly HashSet<string> _shapeInputs;
    private readonly bool _sharesMemory;

    /// <summary>Looks at the model's inputs.</summary>
    /// <exception cref="UnsupportedPrecisionException">The backend cannot store numbers as the options say.</exception>
    public WorkerCompiler(Model model, IBackend backend, WorkerOptions options)
    {
        VerifyPrecision(model, backend, options.Precision);
        (_model, _options, _shapeInputs) = (model, options, ShapeInputs.Find(model));
        _sharesMemory = backend.Type != BackendType.Reference;
    }

    /// <summary>Makes a backend for a worker of its own.</summary>
    /// <exception cref="InvalidOperationException">No such backend was registered.</exception>
    /// <exception cref="UnsupportedPrecisionException">The backend cannot store numbers as the options say.</exception>
    public static IBackend CreateBackend(Model model, BackendType type, WorkerOptions options)
    {
        IBackend backend = Backends.Create(type);
        try
        {
            VerifyPrecision(model, backend, options.Precision);
            return backend;
        }
        catch
        {
            backend.Dispose();
            throw;
        }
    }

    /// <summary>What the compiler must know of the inputs: types and shapes, and values that decide shapes.</summary>
    public Dictionary<string, TensorInfo> Describe(Tensor[] inputs) => ShapeInputs.Describe(_model, inputs, _shapeInputs);

    /// <summary>The graph for these inputs.</summary>
    /// <exception cref="ShapeMismatchException">The inputs do not fit the model, or need more memory than is allowed.</exception>
    public CompiledGraph Compile(Dictionary<string, TensorInfo> inputs)
    {
        CompiledGraph graph = GraphCompiler.Compile(_model, inputs, _options.Limits);
        if (_options.Optimize)
            graph = GraphOptimizer.Optimize(graph);
        VerifyMemory(graph);
        return graph with { Precision = _options.Precision };
    }

    private static void VerifyPrecision(Model model, IBackend backend, Precision precision)
    {
        if (backend.WhyUnsupportedPrecision(precision) is { } reason)
            throw new UnsupportedPrecisionException($"{model.Name} in precision {precision}: {reason}");
    }

    private void VerifyMemory(CompiledGraph graph)
    {
        long bytes = _sharesMemory ? ModelStatistics.PeakBytesOf(graph)
            : graph.Values.Values.Sum(v => v.IsConstant ? 0 : (long)v.Shape.Length * DataTypes.SizeOf(v.DataType));
        if (bytes > _options.Limits.ActivationBytes)
        {
            throw new ShapeMismatchException(
                $"{_model.Name} needs {bytes} bytes for its activations at these input shapes; the limit is"
                + $" {_options.Limits.ActivationBytes}.");
        }
    }
}
