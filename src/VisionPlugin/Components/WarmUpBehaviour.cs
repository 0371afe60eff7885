using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>Prepares a worker in its host's ticks, tells how far it is, and leaves the host when that is done.</summary>
/// <param name="warmUp">The preparation, which the behaviour gives up if it has to go before the end.</param>
/// <param name="progress">Told after each tick with progress.</param>
/// <param name="cancellation">Ends it.</param>
internal sealed class WarmUpBehaviour(
    WarmUp warmUp, IProgress<WarmUpProgress>? progress, CancellationToken cancellation) : VisionBehaviour
{
    // Not asynchronous: who awaits goes on where the task is completed, after the tick.
    private readonly TaskCompletionSource _completion = new();
    private FrameShare? _share;

    /// <summary>Completes on the host's thread, after the tick in which the plan was ready.</summary>
    public Task Task => _completion.Task;

    /// <inheritdoc/>
    protected override void Awake() => _share = Host!.Budget.Join();

    /// <inheritdoc/>
    protected override void Update(float deltaTime)
    {
        VisionHost host = Host!;
        try
        {
            cancellation.ThrowIfCancellationRequested();
            if (WarmUpTurn.Take(_share!, host.Budget.Clock, warmUp))
                progress?.Report(warmUp.Progress);
            if (warmUp.IsComplete)
                Leave(() => _completion.TrySetResult());
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            Leave(() => _completion.TrySetCanceled(cancellation));
        }
#pragma warning disable CA1031 // Who awaits gets it.
        catch (Exception error)
#pragma warning restore CA1031
        {
            Leave(() => _completion.TrySetException(error));
        }

        void Leave(Action complete)
        {
            host.AfterTick(complete);
            host.Remove(this);
        }
    }

    /// <inheritdoc/>
    protected override void OnDestroy()
    {
        _share?.Dispose();
        warmUp.Dispose();
        // Does nothing if it was completed, or is about to be: what it is comes first.
        Host!.AfterTick(() => _completion.TrySetCanceled());
    }
}
