using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution;

/// <summary>
/// The reference backend with steps that take known times on a clock that stands still otherwise. With
/// <see cref="DeviceCosts"/> it is like a GPU: it says what its steps cost there, and its outputs have to be read back.
/// </summary>
internal sealed class TimedBackend(ManualClock clock) : IBackend
{
    private readonly ReferenceBackend _inner = new();

    /// <summary>Milliseconds of a step by its index; 1 until set.</summary>
    public Func<int, double> Cost { get; set; } = _ => 1;

    /// <summary>
    /// Milliseconds of a step on the device, or null if unknown; null for a backend that computes on the thread.
    /// </summary>
    public Func<int, double?>? DeviceCosts { get; set; }

    /// <summary>Milliseconds that it takes to set an input.</summary>
    public double InputCost { get; set; }

    /// <summary>Which steps need not wait for the device; all of them until set.</summary>
    public Func<int, bool> IsReady { get; set; } = _ => true;

    /// <summary>How often a read-back of the outputs is asked for before it has arrived.</summary>
    public int ReadbackPolls { get; set; }

    /// <summary>Name of an operator that the backend refuses.</summary>
    public string? Unsupported { get; set; }

    /// <summary>Thrown by the next step, once.</summary>
    public Exception? NextError { get; set; }

    /// <summary>Runs begun and ended.</summary>
    public (int Begun, int Ended) Runs { get; private set; }

    /// <summary>Threads that prepared a plan.</summary>
    public List<int> PreparedOn { get; } = [];

    public BackendType Type => DeviceCosts is null ? BackendType.Reference : BackendType.GpuCompute;

    public string Description => "test";

    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) =>
        node.Operator.Name == Unsupported ? "not in this test" : null;

    public IPlan Prepare(CompiledGraph graph)
    {
        PreparedOn.Add(Environment.CurrentManagedThreadId);
        IPlan inner = _inner.Prepare(graph);
        return DeviceCosts is null ? new Plan(this, inner) : new DevicePlan(this, inner);
    }

    public void Dispose() => _inner.Dispose();

    private class Plan(TimedBackend backend, IPlan inner) : IPlan
    {
        protected TimedBackend Backend => backend;

        public CompiledGraph Graph => inner.Graph;

        public int StepCount => inner.StepCount;

        public long ActivationBytes => inner.ActivationBytes;

        public void BeginRun() => backend.Runs = (backend.Runs.Begun + 1, backend.Runs.Ended);

        public void EndRun() => backend.Runs = (backend.Runs.Begun, backend.Runs.Ended + 1);

        public void SetInput(int index, Tensor tensor)
        {
            backend.Advance();
            inner.SetInput(index, tensor);
        }

        public bool IsReady(int step) => backend.IsReady(step);

        public void RunStep(int step)
        {
            backend.Advance(step);
            inner.RunStep(step);
        }

        public virtual Tensor PeekOutput(int index) => inner.PeekOutput(index);

        public void Dispose() => inner.Dispose();
    }

    private sealed class DevicePlan : Plan, IStepCosts
    {
        private readonly Storage _storage;
        private Tensor? _output;

        public DevicePlan(TimedBackend backend, IPlan inner)
            : base(backend, inner)
            => _storage = new Storage(backend);

        public TimeSpan? CostOf(int step) =>
            Backend.DeviceCosts!(step) is { } milliseconds ? TimeSpan.FromMilliseconds(milliseconds) : null;

        public override Tensor PeekOutput(int index)
        {
            _storage.Elements = (Tensor<float>)base.PeekOutput(index);
            return _output ??= new Tensor<float>(_storage.Elements.Shape, _storage);
        }
    }

    private sealed class Storage(TimedBackend backend) : IDeviceStorage
    {
        private int _pollsLeft;

        public Tensor<float>? Elements { get; set; }

        public string Device => "test";

        public bool IsReadbackDone => _pollsLeft-- <= 0;

        public void RequestReadback() => _pollsLeft = backend.ReadbackPolls;

        public void Read(Span<byte> destination)
        {
            Assert.True(_pollsLeft < 0, "The read would have blocked.");
            Elements!.AsBytes().CopyTo(destination);
        }

        public void Dispose()
        {
        }
    }

    private void Advance() => clock.Advance(InputCost);

    private void Advance(int step)
    {
        if (NextError is { } error)
        {
            NextError = null;
            throw error;
        }

        clock.Advance(Cost(step));
    }
}
