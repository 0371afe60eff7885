using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution;

/// <summary>
/// The reference backend as if it were on a graphics context: bound to its thread, its plans made in pieces that take
/// known times on a clock that stands still otherwise.
/// </summary>
internal sealed class StagedBackend(ManualClock clock) : IBackend
{
    private readonly ReferenceBackend _inner = new();
    private readonly int _thread = Environment.CurrentManagedThreadId;

    /// <summary>Pieces of a plan.</summary>
    public int Pieces { get; set; } = 10;

    /// <summary>Milliseconds of a piece.</summary>
    public double Cost { get; set; } = 1;

    /// <summary>The piece, by its number, before which there is nothing to do but to wait.</summary>
    public Func<int, bool> Waits { get; set; } = _ => false;

    /// <summary>Thrown by the next piece, once.</summary>
    public Exception? NextError { get; set; }

    /// <summary>Goes up when everything that was made is gone.</summary>
    public int Generation { get; set; }

    /// <summary>Preparations begun and given up or taken.</summary>
    public (int Begun, int Ended) Preparations { get; private set; }

    /// <summary>Plans made without pieces.</summary>
    public int PreparedAtOnce { get; private set; }

    public BackendType Type => BackendType.GpuCompute;

    public string Description => "test";

    public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) => null;

    public IPlan Prepare(CompiledGraph graph)
    {
        PreparedAtOnce++;
        return _inner.Prepare(graph);
    }

    public IPlanPreparation BeginPrepare(CompiledGraph graph)
    {
        Preparations = (Preparations.Begun + 1, Preparations.Ended);
        return new Preparation(this, graph);
    }

    public void Dispose() => _inner.Dispose();

    private void Advance() => clock.Advance(Cost);

    private sealed class Preparation(StagedBackend backend, CompiledGraph graph) : IPlanPreparation
    {
        private readonly int _generation = backend.Generation;
        private int _done;
        private bool _disposed;

        public WarmUpProgress Progress => new(_done, backend.Pieces);

        public bool IsComplete => _done == backend.Pieces;

        public bool IsStale => _generation != backend.Generation;

        public bool MoveNext()
        {
            Assert.Equal(backend._thread, Environment.CurrentManagedThreadId);
            Assert.False(IsComplete);
            if (backend.NextError is { } error)
            {
                backend.NextError = null;
                throw error;
            }

            if (backend.Waits(_done))
                return false;
            backend.Advance();
            _done++;
            return true;
        }

        public IPlan Take()
        {
            Assert.True(IsComplete);
            return backend._inner.Prepare(graph);
        }

        public void Dispose()
        {
            if (_disposed)
                return;
            _disposed = true;
            backend.Preparations = (backend.Preparations.Begun, backend.Preparations.Ended + 1);
        }
    }
}
