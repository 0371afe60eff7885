using VisionPlugin.Cards;
using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Output;

/// <summary>One object.</summary>
/// <param name="Class">The class's label.</param>
/// <param name="ClassId">Its index.</param>
/// <param name="Score">Confidence, 0..1.</param>
/// <param name="Box">Left, top, right and bottom edge in pixels of the picture.</param>
internal sealed record DetectedObject(string Class, int ClassId, float Score, float[] Box)
{
    public static IReadOnlyList<DetectedObject> List(ModelCard card, ReadOnlySpan<Detection> detections)
    {
        var items = new List<DetectedObject>(detections.Length);
        foreach (Detection d in detections)
            items.Add(new DetectedObject(card.LabelOf(d.ClassId), d.ClassId, d.Score, Edges(d.Box)));
        return items;
    }

    public static float[] Edges(Box box) => [box.X1, box.Y1, box.X2, box.Y2];
}
