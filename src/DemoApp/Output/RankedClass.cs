using VisionPlugin.Cards;
using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Output;

/// <summary>One class that a picture may show.</summary>
/// <param name="Class">The class's label.</param>
/// <param name="ClassId">Its index.</param>
/// <param name="Score">Probability, or the network's raw score.</param>
internal sealed record RankedClass(string Class, int ClassId, float Score)
{
    public static IReadOnlyList<RankedClass> List(ModelCard card, ReadOnlySpan<Classification> classes)
    {
        var items = new List<RankedClass>(classes.Length);
        foreach (Classification c in classes)
            items.Add(new RankedClass(card.LabelOf(c.ClassId), c.ClassId, c.Score));
        return items;
    }
}
