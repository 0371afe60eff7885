using System.Globalization;

namespace VisionPlugin.Cards.Recognition;

/// <summary>
/// Splits the numbers that follow a prediction's box into classes and what is not read. Shapes decide; metadata only
/// says what they cannot.
/// </summary>
/// <param name="Classes">Number of classes; below 1 if the numbers cannot be split.</param>
/// <param name="Extra">Numbers after the classes.</param>
/// <param name="Note">What the extra numbers are; null if there are none.</param>
internal readonly record struct ClassCount(int Classes, int Extra, string? Note)
{
    /// <summary>Splits <paramref name="numbers"/>.</summary>
    public static ClassCount Of(ModelFacts facts, int numbers)
    {
        (int extra, string what) = ExtraOf(facts);
        if (extra == 0 && facts.Metadata.Task is "segment" or "pose" or "obb" && facts.Classes < numbers)
            (extra, what) = (numbers - facts.Classes.Value, $"numbers for the task '{facts.Metadata.Task}'");
        return new ClassCount(numbers - extra, extra, extra == 0 ? null
            : string.Create(CultureInfo.InvariantCulture, $"{extra} {what} of each prediction are ignored: only boxes are read."));
    }

    private static (int Extra, string What) ExtraOf(ModelFacts facts)
    {
        // Mask prototypes: a quarter of the input's size, one channel for each mask coefficient.
        RecognizedOutput masks = facts.Outputs.FirstOrDefault(o => o.Shape.Rank == 4 && o.Shape[0] == 1
            && o.Shape[2] == facts.Input.Height / 4 && o.Shape[3] == facts.Input.Width / 4);
        return masks.Name is not null ? (masks.Shape[1], $"mask coefficients (for '{masks.Name}')")
            : facts.Metadata.Task switch
            {
                "pose" => (facts.Metadata.KeyPointNumbers, "numbers of key points"),
                "obb" => (1, "number, the box's angle,"),
                _ => (0, ""),
            };
    }
}
