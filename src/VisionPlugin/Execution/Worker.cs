using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Runs a model on a backend: set the inputs, <see cref="Schedule()"/>, peek at the outputs. A plan (memory and kernels) is
/// made for the first input shapes and again when they change. Not thread-safe; on a GPU backend it belongs to the thread
/// of the backend's context.
/// </summary>
public sealed class Worker : IDisposable
{
    private readonly IBackend _backend;
    private readonly bool _ownsBackend;
    private readonly Tensor?[] _inputs;
    private IPlan? _plan;

    /// <summary>Creates a worker; <paramref name="backend"/> stays the caller's.</summary>
    public Worker(Model model, IBackend backend)
    {
        Model = model;
        _backend = backend;
        _inputs = new Tensor?[model.Inputs.Length];
    }

    /// <summary>Creates a worker with a backend of its own.</summary>
    /// <exception cref="InvalidOperationException">No such backend was registered.</exception>
    public Worker(Model model, BackendType backend = BackendType.Auto)
        : this(model, Backends.Create(backend))
        => _ownsBackend = true;

    /// <summary>The model as loaded.</summary>
    public Model Model { get; }

    /// <summary>What the model runs on.</summary>
    public IBackend Backend => _backend;

    /// <summary>The plan of the last run; null before the first.</summary>
    public IPlan? Plan => _plan;

    /// <summary>Sets the first input. The tensor stays the caller's and must not change until the run is scheduled.</summary>
    public void SetInput(Tensor tensor) => SetInput(0, tensor);

    /// <summary>Sets an input by name.</summary>
    /// <exception cref="ArgumentException">The model has no such input.</exception>
    public void SetInput(string name, Tensor tensor) => SetInput(IndexOf(Model.Inputs, name), tensor);

    /// <summary>Sets an input by its index in <see cref="Model.Inputs"/>.</summary>
    public void SetInput(int index, Tensor tensor) => _inputs[index] = tensor;

    /// <summary>Runs the model on the inputs set before. On a GPU the work is submitted, not awaited.</summary>
    /// <exception cref="InvalidOperationException">An input was not set.</exception>
    /// <exception cref="ShapeMismatchException">The inputs do not fit the model.</exception>
    public void Schedule()
    {
        IPlan plan = Prepare();
        plan.BeginRun();
        try
        {
            for (int i = 0; i < _inputs.Length; i++)
                plan.SetInput(i, _inputs[i]!);
            for (int step = 0; step < plan.StepCount; step++)
                plan.RunStep(step);
        }
        finally
        {
            plan.EndRun();
        }
    }

    /// <summary>Sets the first input and runs the model.</summary>
    public void Schedule(Tensor input)
    {
        SetInput(input);
        Schedule();
    }

    /// <summary>The first output of the last run. It belongs to the worker and is valid until the next run.</summary>
    public Tensor PeekOutput() => PeekOutput(0);

    /// <summary>An output of the last run by name. It belongs to the worker and is valid until the next run.</summary>
    /// <exception cref="ArgumentException">The model has no such output.</exception>
    public Tensor PeekOutput(string name)
    {
        int index = Model.Outputs.IndexOf(name);
        return index >= 0 ? PeekOutput(index) : throw NoSuchValue("output", name, Model.Outputs);
    }

    /// <summary>An output of the last run by its index in <see cref="Model.Outputs"/>.</summary>
    public Tensor PeekOutput(int index) =>
        (_plan ?? throw new InvalidOperationException("Call Schedule before looking at an output.")).PeekOutput(index);

    /// <summary>Releases the plan, and the backend if the worker made it.</summary>
    public void Dispose()
    {
        _plan?.Dispose();
        if (_ownsBackend)
            _backend.Dispose();
    }

    /// <summary>Makes the plan for the inputs set so far, or returns the present one if it fits.</summary>
    public IPlan Prepare()
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i] is null)
                throw new InvalidOperationException($"Input '{Model.Inputs[i].Name}' of {Model.Name} was not set.");
        }

        if (_plan is not null && Fits(_plan))
            return _plan;
        _plan?.Dispose();
        _plan = null;
        var infos = new Dictionary<string, TensorInfo>();
        for (int i = 0; i < _inputs.Length; i++)
            infos[Model.Inputs[i].Name] = new TensorInfo(_inputs[i]!.DataType, _inputs[i]!.Shape);
        CompiledGraph graph = GraphCompiler.Compile(Model, infos);
        CheckSupport(graph);
        return _plan = _backend.Prepare(graph);
    }

    private static ArgumentException NoSuchValue(string kind, string name, IEnumerable<string> names) =>
        new($"The model has no {kind} '{name}'; it has {string.Join(", ", names)}.", nameof(name));

    private static int IndexOf(ImmutableArray<ValueInfo> inputs, string name)
    {
        for (int i = 0; i < inputs.Length; i++)
        {
            if (inputs[i].Name == name)
                return i;
        }

        throw NoSuchValue("input", name, inputs.Select(i => i.Name));
    }

    private bool Fits(IPlan plan)
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            TensorInfo info = plan.Graph.Values[Model.Inputs[i].Name];
            if (info.DataType != _inputs[i]!.DataType || info.Shape != _inputs[i]!.Shape)
                return false;
        }

        return true;
    }

    private void CheckSupport(CompiledGraph graph)
    {
        var problems = new List<string>();
        foreach (Node node in graph.Model.Nodes)
        {
            if (_backend.WhyUnsupported(node, graph.InputsOf(node)) is { } reason)
                problems.Add($"{node}: {reason}");
        }

        if (problems.Count > 0)
        {
            throw new UnsupportedOperatorException(
                $"{Model.Name} cannot run on {_backend.Type}: {problems.Count} nodes are not supported.", problems);
        }
    }
}
