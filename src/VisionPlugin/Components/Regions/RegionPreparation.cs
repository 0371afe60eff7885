using VisionPlugin.Cards;
using VisionPlugin.Execution;

namespace VisionPlugin.Components.Regions;

/// <summary>
/// A network for batches in the making, in slices: whether its model takes batches is tried out on the CPU, by a thread
/// of the pool; then one size after the other is prepared on the backend.
/// </summary>
internal sealed class RegionPreparation(VisionModel model, IBackend backend, WorkerOptions options) : IDisposable
{
    private readonly Task<int> _largest = Task.Run(() => FindLargest(model, options));
    private BatchNetwork? _network;
    private WarmUp? _warmUp;
    private int _batch = 1;

    /// <summary>Works on it within a budget.</summary>
    /// <returns>The network once it is ready, which is the caller's from now on; null before.</returns>
    public BatchNetwork? Work(FrameShare share, TimeProvider clock)
    {
        if (!_largest.IsCompleted)
            return null;
        _network ??= BatchNetwork.Open(model, backend, options, _largest.GetAwaiter().GetResult());
        _warmUp ??= _network.BeginWarmUp(_batch);
        WarmUpTurn.Take(share, clock, _warmUp);
        if (!_warmUp.IsComplete)
            return null;
        _network.Complete(_batch);
        // Elsewhere the context need not be current here, and there is no shader to be compiled.
        if (backend.IsBoundToThread)
            _network.InputOf(_batch).PrepareGpu();
        (_warmUp, _batch) = (null, 2 * _batch);
        if (_batch <= _network.LargestBatch)
            return null;
        BatchNetwork ready = _network;
        _network = null;
        return ready;
    }

    /// <summary>Gives up what is not complete. Waits for a thread that is at work on it.</summary>
    public void Dispose()
    {
        ((IAsyncResult)_largest).AsyncWaitHandle.WaitOne();
        _network?.Dispose();
    }

    // All that can be wrong with model and card shows here too.
    private static int FindLargest(VisionModel model, WorkerOptions options)
    {
        using var cpu = new CpuBackend();
        using var classifier = new RegionClassifier(model, cpu, options);
        return classifier.BatchSize;
    }
}
