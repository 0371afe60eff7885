using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// A worker's plan in the making, in slices of time, so that a host goes on drawing: <c>while
/// (warmUp.MoveNext(budget)) DrawLoadingScreen();</c>. What needs no graphics context is done on a thread of the pool.
/// Used on the worker's thread. Dispose it to give up.
/// </summary>
public sealed class WarmUp : IDisposable
{
    private readonly Worker _worker;
    private readonly Dictionary<string, TensorInfo> _inputs;
    private readonly Task<CompiledGraph> _graph;
    private IPlanPreparation? _preparation;
    private Coverage? _coverage;
    private WarmUpProgress _last = new(0, 1);
    private Func<bool>? _then;
    private bool _hasPlan;
    private bool _disposed;

    /// <summary>A plan that is there already.</summary>
    internal WarmUp(Worker worker)
    {
        (_worker, _inputs, _graph) = (worker, [], Task.FromResult<CompiledGraph>(null!));
        (_hasPlan, IsComplete) = (true, true);
    }

    /// <summary>Begins with the graph, on a thread of the pool.</summary>
    internal WarmUp(Worker worker, Dictionary<string, TensorInfo> inputs, Func<CompiledGraph> compile) =>
        (_worker, _inputs, _graph) = (worker, inputs, Task.Run(compile));

    /// <summary>True when the plan is the worker's: the next run on inputs of these shapes begins at once.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>How far it is.</summary>
    public WarmUpProgress Progress => IsComplete ? new(_last.Total, _last.Total)
        : new(_last.Done, Math.Max(_last.Total, _last.Done + 1));

    /// <summary>
    /// Works until the budget is spent, or there is nothing to do but to wait for the driver or another thread. Takes at
    /// most the budget and one piece: one shader program, a megabyte of weights or one layer.
    /// </summary>
    /// <param name="budget">Time for the slice; with 0 or less one piece is done.</param>
    /// <returns>True if there is more to do in a later frame; false once complete.</returns>
    /// <exception cref="ObjectDisposedException">It was disposed, or the worker.</exception>
    /// <exception cref="VisionException">The model cannot be prepared on the worker's backend.</exception>
    public bool MoveNext(TimeSpan budget) => MoveNext(budget, _worker.Clock);

    /// <summary>As <see cref="MoveNext(TimeSpan)"/>, with a clock of the caller's.</summary>
    internal bool MoveNext(TimeSpan budget, TimeProvider clock)
    {
        long start = clock.GetTimestamp();
        while (!IsComplete && TryMoveNext() && clock.GetElapsedTime(start) < budget)
        {
        }

        return !IsComplete;
    }

    /// <summary>Does all that is left. Blocks until it is done.</summary>
    /// <exception cref="ObjectDisposedException">It was disposed, or the worker.</exception>
    /// <exception cref="VisionException">The model cannot be prepared on the worker's backend.</exception>
    public void FinishBlocking()
    {
        while (!IsComplete)
        {
            if (!TryMoveNext())
                Thread.Sleep(1);
        }
    }

    /// <summary>Gives up what is not complete. Waits for a thread that is at work on it.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        ((IAsyncResult)_graph).AsyncWaitHandle.WaitOne();
        _preparation?.Dispose();
    }

    /// <summary>Adds what is to be done when the worker has its plan.</summary>
    /// <param name="tryMoveNext">Does one piece; false if nothing is left to do.</param>
    internal void Then(Func<bool> tryMoveNext) => (_then, IsComplete) = (tryMoveNext, false);

    /// <summary>Does one piece of work.</summary>
    /// <returns>False if there was nothing to do but to wait.</returns>
    internal bool TryMoveNext()
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (_hasPlan)
        {
            IsComplete = !_then!();
            return true;
        }

        if (!_graph.IsCompleted)
            return false;
        CompiledGraph graph = _graph.GetAwaiter().GetResult();
        if (_preparation is { IsStale: true })
        {
            _preparation.Dispose();
            _preparation = null;
        }

        _preparation ??= _worker.BeginPlan(graph, out _coverage);
        if (!_preparation.IsComplete && !_preparation.MoveNext())
            return false;
        // The graph itself was a piece.
        _last = new(1 + _preparation.Progress.Done, 1 + _preparation.Progress.Total);
        if (_preparation.IsComplete)
        {
            _worker.Adopt(_inputs, _preparation.Take(), _coverage!);
            _preparation.Dispose();
            _hasPlan = true;
            IsComplete = _then is null;
        }

        return true;
    }
}
