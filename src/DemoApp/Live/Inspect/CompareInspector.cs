using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>Runs a network on two backends and shows a layer of each, and where they differ.</summary>
internal sealed class CompareInspector : IInspector
{
    private readonly IBackend _first;
    private readonly IBackend _second;
    private readonly ActivationView _a;
    private readonly ActivationView _b;
    private readonly string[] _captions;

    /// <summary>Prepares; the backends belong to the inspector from now on.</summary>
    public CompareInspector(VisionModel model, IBackend first, IBackend second)
    {
        (_first, _second) = (first, second);
        _a = new ActivationView(model, first);
        _b = new ActivationView(model, second, _a.Layer.Name);
        _captions = [NameOf(first), NameOf(second), "difference"];
    }

    /// <inheritdoc/>
    public void Process(Frame frame, InspectSettings settings, Inspection result)
    {
        int index = ActivationInspector.LayerOf(settings.Layer, _a.Layers.Length);
        foreach (ActivationView view in (ReadOnlySpan<ActivationView>)[_a, _b])
        {
            view.Select(_a.Layers[index].Name);
            view.Colors = settings.IsGrey ? ActivationColors.Grey : ActivationColors.Heat;
            view.Range = settings.SharesScale ? ActivationRange.Layer : ActivationRange.Channel;
            view.Process(frame);
        }

        foreach (Panel panel in result.Panels)
            panel.Resize(settings.Size.Width, settings.Size.Height);
        (int width, int height) = settings.Size;
        _a.Draw(result.Panels[0].Rgba, width, height);
        _b.Draw(result.Panels[1].Rgba, width, height);
        ActivationDifference difference = _a.DrawDifference(_b, result.Panels[2].Rgba, width, height);
        (result.MaxError, result.MaxValue) = (difference.Greatest, difference.GreatestValue);
        (result.Layer, result.LayerIndex, result.LayerCount) = (_a.Layer, index, _a.Layers.Length);
        (result.Captions, result.Backend) = (_captions, _second.Description);
        result.Milliseconds = _b.Timings.Total.TotalMilliseconds;
    }

    public void Dispose()
    {
        _a.Dispose();
        _b.Dispose();
        _first.Dispose();
        _second.Dispose();
    }

    private static string NameOf(IBackend backend) => backend.Type switch
    {
        BackendType.GpuCompute => "GPU",
        BackendType.Cpu => "CPU",
        _ => "Reference",
    };
}
