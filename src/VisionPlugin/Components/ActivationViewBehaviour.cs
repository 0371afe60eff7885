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
    /// <summary>The view, to list layers, choose colours and draw; null until the network is prepared.</summary>
    public ActivationView? View => Component as ActivationView;

    /// <summary>Chooses another layer, which is prepared at once; a frame under way is given up.</summary>
    /// <param name="name">A name from <see cref="ActivationView.Layers"/>.</param>
    /// <exception cref="ArgumentException">There is no such layer.</exception>
    /// <exception cref="InvalidOperationException">The network is not prepared yet.</exception>
    public void Select(string name)
    {
        ActivationView view = View ?? throw new InvalidOperationException($"{Model.Name} is not ready yet.");
        Cancel();
        view.Select(name);
    }

    private protected override VisionModel NetworkOf(VisionModel model) => ActivationView.UpTo(model, layer);

    private protected override IFrameComponent<float> Create(VisionModel model, Worker worker) =>
        new ActivationView(model, Backend, layer, WorkerOptions, worker);
}
