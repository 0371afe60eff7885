using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// Runs a model on a backend: set the inputs, <see cref="Schedule()"/>, peek at the outputs. A plan (memory and
/// kernels) is made for the first input shapes and when new ones come; a few are kept. Not thread-safe; on a GPU
/// backend it belongs to the thread of the backend's context.
/// </summary>
public sealed class Worker : IDisposable
{
    private readonly IBackend _backend;
    private readonly bool _ownsBackend;
    private readonly Tensor?[] _inputs;
    private readonly WorkerCompiler _compiler;
    private readonly PlanFactory _factory;
    private readonly PlanCache _plans;
    private readonly RunSlicer _slicer;
    private WorkerPlan? _plan;
    private WarmUp? _warmUp;
    private int _run;
    private bool _complete;
    private bool _disposed;

    /// <summary>Creates a worker; <paramref name="backend"/> stays the caller's.</summary>
    /// <exception cref="UnsupportedPrecisionException">The backend cannot store numbers as the options say.</exception>
    public Worker(Model model, IBackend backend, WorkerOptions? options = null)
    {
        Model = model;
        _backend = backend;
        options ??= WorkerOptions.Default;
        _compiler = new WorkerCompiler(model, backend, options);
        _inputs = new Tensor?[model.Inputs.Length];
        _factory = new PlanFactory(backend, options.Fallback);
        _plans = new PlanCache(options.CachedPlans);
        _slicer = new RunSlicer(options.Clock);
    }

    /// <summary>Creates a worker with a backend of its own.</summary>
    /// <exception cref="InvalidOperationException">No such backend was registered.</exception>
    /// <exception cref="UnsupportedPrecisionException">The backend cannot store numbers as the options say.</exception>
    public Worker(Model model, BackendType backend = BackendType.Auto, WorkerOptions? options = null)
        : this(model, WorkerCompiler.CreateBackend(model, backend, options ?? WorkerOptions.Default), options)
        => _ownsBackend = true;

    /// <summary>The model as loaded.</summary>
    public Model Model { get; }

    /// <summary>What the model runs on.</summary>
    public IBackend Backend => _backend;

    /// <summary>The clock that slices are timed with.</summary>
    internal TimeProvider Clock
    {
        get => _slicer.Clock;
        set => _slicer.Clock = value;
    }

    /// <summary>The plan of the last run; null before the first. Belongs to the worker.</summary>
    public IPlan? Plan => _plan?.Plan;

    /// <summary>
    /// What runs on the backend, and what on the fallback, of the plan made last; null before the first one.
    /// </summary>
    public Coverage? Coverage { get; private set; }

    /// <summary>
    /// Sets the first input. The tensor stays the caller's and must not change until the run is scheduled.
    /// </summary>
    public void SetInput(Tensor tensor) => SetInput(0, tensor);

    /// <summary>Sets an input by name.</summary>
    /// <exception cref="ArgumentException">The model has no such input.</exception>
    public void SetInput(string name, Tensor tensor)
    {
        int index = _inputs.Length - 1;
        while (index >= 0 && Model.Inputs[index].Name != name)
            index--;
        SetInput(index >= 0 ? index : throw NoSuchValue("input", name, Model.Inputs.Select(i => i.Name)), tensor);
    }

    /// <summary>Sets an input by its index in <see cref="Model.Inputs"/>.</summary>
    public void SetInput(int index, Tensor tensor) => _inputs[index] = tensor;

    /// <summary>Runs the model on the inputs set before. On a GPU the work is submitted, not awaited.</summary>
    /// <exception cref="InvalidOperationException">An input was not set.</exception>
    /// <exception cref="ShapeMismatchException">The inputs do not fit the model.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run some nodes; lists all of them.</exception>
    public void Schedule()
    {
        IPlan plan = Prepare();
        _run++;
        plan.BeginRun();
        try
        {
            _plan!.SetInputs(_inputs);
            for (int step = 0; step < plan.StepCount; step++)
                plan.RunStep(step);
        }
        finally
        {
            plan.EndRun();
        }

        _complete = true;
    }

    /// <summary>Sets the first input and runs the model.</summary>
    public void Schedule(Tensor input)
    {
        SetInput(input);
        Schedule();
    }

    /// <summary>
    /// Runs the model in small steps: each element of the sequence is one step done, so that a host can do other work
    /// between them. The inputs are taken when the first step is asked for. The outputs are ready after the last one.
    /// </summary>
    /// <returns>The number of steps done and of all steps.</returns>
    /// <exception cref="InvalidOperationException">Another run was scheduled in between.</exception>
    public IEnumerable<(int Done, int Total)> ScheduleIterable()
    {
        IPlan plan = Prepare();
        int run = ++_run, done = 0;
        do
        {
            if (run != _run)
                throw new InvalidOperationException("Another run was scheduled; this one cannot go on.");
            plan.BeginRun();
            try
            {
                if (done == 0)
                    _plan!.SetInputs(_inputs);
                if (done < plan.StepCount)
                    plan.RunStep(done++);
            }
            finally
            {
                plan.EndRun();
            }

            _complete = done == plan.StepCount;
            yield return (done, plan.StepCount);
        }
        while (done < plan.StepCount);
    }

    /// <summary>
    /// Runs the model in slices of time, so that a host can do other work between them and keeps its frame rate. A
    /// slice ends before the step that is expected to exceed the budget, by what the step took in earlier runs; on a
    /// GPU also by what it cost there, where the backend measures it. At least one step is done, so a slice takes at
    /// most the budget and one step. Allocates nothing once there is a plan. The outputs are ready after the last
    /// slice.
    /// </summary>
    /// <param name="budget">
    /// Time for one slice; with 0 or less every slice is one step. Setting the inputs counts as a step if it alone takes
    /// that long.
    /// </param>
    /// <param name="within">
    /// Time from now until the run must be done. If the slices to come are too few, they grow beyond the budget, and
    /// from that time on one slice does all the rest. Left out, a run takes the time that it takes.
    /// </param>
    /// <exception cref="InvalidOperationException">An input was not set.</exception>
    /// <exception cref="ShapeMismatchException">The inputs do not fit the model.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run some nodes; lists all of them.</exception>
    public SlicedRun ScheduleIterable(TimeSpan budget, TimeSpan? within = null)
    {
        Prepare();
        _slicer.Start(_plan!, within);
        return new SlicedRun(this, ++_run, budget);
    }

    /// <summary>The first output of the last run. It belongs to the worker and is valid until the next run.</summary>
    public Tensor PeekOutput() => PeekOutput(0);

    /// <summary>An output of the last run by name. It belongs to the worker and is valid until the next run.</summary>
    /// <exception cref="ArgumentException">The model has no such output.</exception>
    public Tensor PeekOutput(string name)
    {
        int index = Model.Outputs.IndexOf(name);
        return PeekOutput(index >= 0 ? index : throw NoSuchValue("output", name, Model.Outputs));
    }

    /// <summary>An output of the last run by its index in <see cref="Model.Outputs"/>.</summary>
    /// <exception cref="InvalidOperationException">No run has been completed.</exception>
    public Tensor PeekOutput(int index) => _complete
        ? _plan!.PeekOutput(index)
        : throw new InvalidOperationException("Complete a run by Schedule before looking at an output.");

    /// <summary>
    /// An output of the plan prepared last, by its index in <see cref="Model.Outputs"/>, whether or not it was run.
    /// </summary>
    internal Tensor PeekPrepared(int index) => _plan!.PeekOutput(index);

    /// <summary>Copies an output of the last run to a tensor of the caller. Blocks until it has arrived.</summary>
    /// <param name="name">The output's name.</param>
    /// <param name="destination">A host tensor of the output's type and shape.</param>
    /// <exception cref="ArgumentException">The model has no such output.</exception>
    /// <exception cref="ShapeMismatchException">The destination has another type or shape.</exception>
    public void CopyOutput(string name, Tensor destination)
    {
        Tensor output = PeekOutput(name);
        if (output.DataType != destination.DataType || output.Shape != destination.Shape)
            throw new ShapeMismatchException($"Output '{name}' is {output}; the destination is {destination}.");
        output.CopyTo(destination.AsBytes());
    }

    /// <summary>Releases the plans, and the backend if the worker made it.</summary>
    public void Dispose()
    {
        _disposed = true;
        _warmUp?.Dispose();
        _plans.Dispose();
        (_plan, _complete) = (null, false);
        _run++;
        _factory.Dispose();
        if (_ownsBackend)
            _backend.Dispose();
    }

    /// <summary>Makes the plan for the inputs set so far, or returns a present one if it fits.</summary>
    /// <exception cref="InvalidOperationException">An input was not set.</exception>
    /// <exception cref="ShapeMismatchException">The inputs do not fit the model.</exception>
    /// <exception cref="UnsupportedOperatorException">The backend cannot run some nodes; lists all of them.</exception>
    public IPlan Prepare()
    {
        VerifyInputs();
        _complete = false;
        _plan = _plans.Find(_inputs) ?? MakePlan();
        return _plan.Plan;
    }

    /// <summary>
    /// Begins to make the plan for the inputs set so far, in slices that the caller asks for: shaders are compiled,
    /// weights brought to the GPU, each layer tried once. Until it is complete the worker may go on running on inputs
    /// that it has plans for. Another call gives up this one.
    /// </summary>
    /// <returns>Complete at once if there is a plan that fits.</returns>
    /// <exception cref="InvalidOperationException">An input was not set.</exception>
    public WarmUp BeginWarmUp()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        VerifyInputs();
        _warmUp?.Dispose();
        if (_plans.Find(_inputs) is not null)
            return _warmUp = new WarmUp(this);
        Dictionary<string, TensorInfo> infos = _compiler.Describe(_inputs!);
        return _warmUp = new WarmUp(this, infos, () => _compiler.Compile(infos));
    }

    /// <summary>
    /// Makes the plan for the inputs set so far, in slices of <paramref name="slice"/>. On a GPU the work is done where
    /// the <c>await</c>s of this method come back to: call it on the context's thread, which must have a <see
    /// cref="SynchronizationContext"/>, as window loops and game engines have. In a <c>VisionHost</c> its ticks do the
    /// work: see <see cref="Components.VisionHost.WarmUpAsync"/>. Without either use <see cref="BeginWarmUp"/>.
    /// </summary>
    /// <param name="slice">Longest time without returning to the loop, up to one piece more; 2 ms if left out.</param>
    /// <param name="progress">Told how far it is, after each slice.</param>
    /// <param name="cancellation">Ends it between two pieces; what was made is released.</param>
    /// <exception cref="InvalidOperationException">
    /// An input was not set, or the backend is bound to this thread and nothing would bring the work back to it.
    /// </exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    /// <exception cref="VisionException">The model cannot be prepared on the backend.</exception>
    public async Task WarmUpAsync(
        TimeSpan? slice = null, IProgress<WarmUpProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (_backend.IsBoundToThread && SynchronizationContext.Current is null)
        {
            throw new InvalidOperationException(
                $"This thread has no SynchronizationContext that would bring the work back to it. Use {nameof(BeginWarmUp)}"
                + " in your loop, or WarmUpAsync of a VisionHost, whose ticks do the work.");
        }

        cancellation.ThrowIfCancellationRequested();
        using WarmUp warmUp = BeginWarmUp();
        while (warmUp.MoveNext(slice ?? TimeSpan.FromMilliseconds(2)))
        {
            progress?.Report(warmUp.Progress);
            await Task.Delay(1, cancellation);
        }

        progress?.Report(warmUp.Progress);
    }

    /// <summary>The state of a run in slices.</summary>
    /// <exception cref="InvalidOperationException">It is not the latest run.</exception>
    internal RunSlicer SlicerOf(int run) => run == _run && _slicer.Plan == _plan ? _slicer
        : throw new InvalidOperationException(
            "Another run was scheduled, or the worker disposed; this run cannot go on.");

    /// <summary>Runs a slice; see <see cref="RunSlicer.Run"/>.</summary>
    internal bool RunSlice(int run, TimeSpan budget, bool mustProgress)
    {
        RunSlicer slicer = SlicerOf(run);
        bool progressed = slicer.Run(_inputs, budget, mustProgress);
        _complete = slicer.IsComplete;
        return progressed;
    }

    /// <summary>Begins to make a plan piece by piece.</summary>
    internal IPlanPreparation BeginPlan(CompiledGraph graph, out Coverage coverage)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        return _factory.Begin(graph, out coverage);
    }

    /// <summary>Keeps a plan that was made piece by piece.</summary>
    internal void Adopt(Dictionary<string, TensorInfo> inputs, IPlan plan, Coverage coverage)
    {
        // The one in use may have been dropped to make room.
        _plans.MakeRoom();
        (_plan, _complete) = (null, false);
        Keep(inputs, plan, coverage);
    }

    private WorkerPlan MakePlan()
    {
        Dictionary<string, TensorInfo> infos = _compiler.Describe(_inputs!);
        CompiledGraph graph = _compiler.Compile(infos);
        _plan = null;
        _plans.MakeRoom();
        return Keep(infos, _factory.Prepare(graph, out Coverage coverage), coverage);
    }

    private WorkerPlan Keep(Dictionary<string, TensorInfo> inputs, IPlan plan, Coverage coverage)
    {
        var kept = new WorkerPlan(Model, plan);
        Coverage = coverage;
        _plans.Add([.. Model.Inputs.Select(i => inputs[i.Name])], kept);
        return kept;
    }

    private void VerifyInputs()
    {
        for (int i = 0; i < _inputs.Length; i++)
        {
            if (_inputs[i] is null)
                throw new InvalidOperationException($"Input '{Model.Inputs[i].Name}' of {Model.Name} was not set.");
        }
    }

    private static ArgumentException NoSuchValue(string kind, string name, IEnumerable<string> names) =>
        new($"The model has no {kind} '{name}'; it has {string.Join(", ", names)}.", nameof(name));
}
