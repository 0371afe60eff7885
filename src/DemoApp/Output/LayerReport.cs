using VisionPlugin.Components;
using VisionPlugin.DemoApp.Sheets;

namespace VisionPlugin.DemoApp.Output;

/// <summary>What activations prints of a layer.</summary>
/// <param name="Layer">The value's name.</param>
/// <param name="Node">The node that computes it.</param>
/// <param name="Operator">Its operator.</param>
/// <param name="Shape">The value's shape.</param>
/// <param name="File">The picture.</param>
/// <param name="Min">The least of the finite numbers.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Rms">The root of the mean of their squares.</param>
/// <param name="Zeros">Share of numbers that are 0.</param>
/// <param name="Channels">Number of channels.</param>
/// <param name="DeadChannels">How many of them hold nothing but 0.</param>
/// <param name="NotFinite">How many numbers are NaN or infinite.</param>
internal sealed record LayerReport(
    string Layer, string Node, string Operator, int[] Shape, string File, float Min, float Max, double Mean, double Rms, double Zeros, int Channels, int DeadChannels, int NotFinite)
{
    public static LayerReport Of(ActivationLayer layer, string file, LayerMaps maps, LayerStatistics s) =>
        new(layer.Name, layer.Node, layer.Operator, layer.Shape.Sizes.ToArray(), file, s.Min, s.Max, s.Mean, s.Rms,
            s.Zeros, maps.Channels, s.DeadChannels, s.NotFinite);
}
