using System.Collections.Immutable;
using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>What the user may turn while networks run.</summary>
/// <param name="Conf">Lowest score that counts, 0..1; null for the card's.</param>
/// <param name="Iou">Largest intersection over union of two boxes, 0..1; null for the card's.</param>
/// <param name="Classes">Classes that count; empty for all.</param>
internal sealed record VisionSettings(float? Conf, float? Iou, ImmutableArray<int> Classes)
{
    /// <summary>As the cards say.</summary>
    public static readonly VisionSettings Defaults = new(null, null, []);

    /// <summary>The options for a detector.</summary>
    public DetectionOptions Apply(DetectionOptions card) =>
        card with { Conf = Conf ?? card.Conf, Iou = Iou ?? card.Iou, Classes = Classes };
}
