using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>Shows the feature maps of a layer.</summary>
internal sealed class ActivationInspector : IInspector
{
    private static readonly string[] NoCaptions = [""];

    private readonly IBackend _backend;
    private readonly ActivationView _view;

    /// <summary>Prepares; the backend belongs to the inspector from now on.</summary>
    public ActivationInspector(VisionModel model, IBackend backend)
    {
        _backend = backend;
        _view = new ActivationView(model, backend);
    }

    /// <inheritdoc/>
    public void Process(Frame frame, InspectSettings settings, Inspection result)
    {
        int index = LayerOf(settings.Layer, _view.Layers.Length);
        _view.Select(_view.Layers[index].Name);
        _view.Colors = settings.IsGrey ? ActivationColors.Grey : ActivationColors.Heat;
        _view.Range = settings.SharesScale ? ActivationRange.Layer : ActivationRange.Channel;
        _view.Process(frame);
        result.Panels[0].Resize(settings.Size.Width, settings.Size.Height);
        _view.Draw(result.Panels[0].Rgba, settings.Size.Width, settings.Size.Height);
        (result.Layer, result.LayerIndex, result.LayerCount) = (_view.Layer, index, _view.Layers.Length);
        (result.Captions, result.Backend) = (NoCaptions, _backend.Description);
        result.Milliseconds = _view.Timings.Total.TotalMilliseconds;
    }

    public void Dispose()
    {
        _view.Dispose();
        _backend.Dispose();
    }

    /// <summary>An index that wraps around at both ends.</summary>
    public static int LayerOf(int index, int count) => ((index % count) + count) % count;
}
