using VisionPlugin.Cards;
using VisionPlugin.Execution;

namespace VisionPlugin.Components;

/// <summary>An <see cref="ActivationView"/> in a host's loop. Results are the values of the layer.</summary>
/// <param name="model">A model of any task, ready or still loading; stays the caller's.</param>
/// <param name="backend">What it runs on; stays the caller's.</param>
/// <param name="layer">Name of the layer to show; left out, the first that can be shown.</param>
public sealed class ActivationViewBehaviour(ModelAsset model, IBackend backend, string? layer = null)
    : FrameBehaviour<float>(model, backend)
{
    private Worker? _nextWorker;
    private CancellationTokenSource? _next;

    /// <summary>The view, to list layers, choose colours and draw; null until the network is prepared.</summary>
    public ActivationView? View => Component as ActivationView;

    /// <summary>
    /// Chooses another layer. It is prepared by the ticks of the host, in slices of its budget, as <see
    /// cref="VisionHost.WarmUpAsync"/> does; until then the layer chosen before is shown, frame after frame. Then a
    /// frame under way is given up.
    /// </summary>
    /// <param name="name">A name from <see cref="ActivationView.Layers"/>.</param>
    /// <returns>
    /// Completes at the end of the tick from which on the layer is <see cref="ActivationView.Layer"/>; at once if it is
    /// that already. Cancelled if another one is chosen before, or the behaviour leaves its host. Fails if the layer
    /// cannot be prepared; then the one chosen before stays. Never block on it on the host's thread: nobody would tick.
    /// </returns>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    /// <exception cref="InvalidOperationException">
    /// The network is not prepared yet, or the host belongs to another thread.
    /// </exception>
    public Task SelectAsync(string name)
    {
        Host?.VerifyThread();
        ActivationView view = View ?? throw new InvalidOperationException($"{Model.Name} is not ready yet.");
        ActivationLayer next = view.Find(name);
        GiveUpNext();
        if (next == view.Layer)
            return Task.CompletedTask;
        Worker worker = view.CreateWorker(next);
        var cancellation = new CancellationTokenSource();
        (_nextWorker, _next) = (worker, cancellation);
        WarmUp warmUp = worker.BeginWarmUp();
        warmUp.Then(() =>
        {
            FrameNetwork network = view.Open(next, worker);
            // The network's from now on.
            _nextWorker = null;
            // Elsewhere the context need not be current here, and there is no shader to be compiled.
            if (Backend.IsBoundToThread)
                network.PrepareGpuInput();
            Cancel();
            view.Show(next, network);
            return false;
        });
        return Host!.Add(new WarmUpBehaviour(warmUp, null, cancellation.Token)).Task;
    }

    private protected override VisionModel NetworkOf(VisionModel model) => ActivationView.UpTo(model, layer);

    private protected override IFrameComponent<float> Create(VisionModel model, Worker worker) =>
        new ActivationView(model, Backend, layer, WorkerOptions, worker);

    /// <inheritdoc/>
    protected override void OnDestroy()
    {
        GiveUpNext();
        base.OnDestroy();
    }

    // Who waits is told in the next tick.
    private void GiveUpNext()
    {
        _next?.Cancel();
        _next?.Dispose();
        _nextWorker?.Dispose();
        (_next, _nextWorker) = (null, null);
    }
}
