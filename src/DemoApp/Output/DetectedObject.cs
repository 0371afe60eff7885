using System.Text.Json.Serialization;
using VisionPlugin.Cards;
using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Output;

/// <summary>One object.</summary>
/// <param name="Class">The class's label.</param>
/// <param name="ClassId">Its index.</param>
/// <param name="Score">Confidence, 0..1.</param>
/// <param name="Box">Left, top, right and bottom edge in pixels of the picture.</param>
/// <param name="Id">
/// Its number from frame to frame; left out without tracking, or until it has been seen often enough.
/// </param>
/// <param name="Then">What the second network says of it; left out without one.</param>
internal sealed record DetectedObject(
    string Class, int ClassId, float Score, float[] Box,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] int? Id = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] RankedClass? Then = null)
{
    public static DetectedObject Of(ModelCard card, FoundObject found) => new(
        card.LabelOf(found.Detection.ClassId), found.Detection.ClassId, found.Detection.Score,
        Edges(found.Detection.Box), found.TrackId,
        found.Then is { } then ? new RankedClass(found.ThenLabel!, then.ClassId, then.Score) : null);

    public static IReadOnlyList<DetectedObject> List(ModelCard card, ReadOnlySpan<Detection> detections)
    {
        var items = new List<DetectedObject>(detections.Length);
        foreach (Detection d in detections)
            items.Add(new DetectedObject(card.LabelOf(d.ClassId), d.ClassId, d.Score, Edges(d.Box)));
        return items;
    }

    public static float[] Edges(Box box) => [box.X1, box.Y1, box.X2, box.Y2];
}
