using System.Globalization;
using VisionPlugin.Cards;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Overlay;

namespace VisionPlugin.DemoApp.Output;

/// <summary>An object that a detector found, with what is known of it besides.</summary>
/// <param name="Detection">The detection.</param>
/// <param name="TrackId">
/// Its number from frame to frame; null without tracking, or before it has been seen often enough.
/// </param>
/// <param name="Then">What the second network says of it; null without one.</param>
/// <param name="ThenLabel">The label of that.</param>
internal readonly record struct FoundObject(Detection Detection, int? TrackId, Classification? Then, string? ThenLabel)
{
    /// <summary>
    /// What is drawn: <c>#3 face 97%, happy 99%</c>. A tracked object keeps its colour, others have their class's.
    /// </summary>
    public LabelledBox Draw(ModelCard card)
    {
        string id = TrackId is null ? "" : string.Create(CultureInfo.InvariantCulture, $"#{TrackId} ");
        string then = Then is null ? ""
            : string.Create(CultureInfo.InvariantCulture, $", {ThenLabel} {100 * Then.Value.Score:0}%");
        string label = string.Create(CultureInfo.InvariantCulture,
            $"{id}{card.LabelOf(Detection.ClassId)} {100 * Detection.Score:0}%{then}");
        return new LabelledBox(Detection.Box, label, Rgb.OfClass(TrackId ?? Detection.ClassId));
    }
}
