using System.Text.Json.Nodes;

namespace VisionPlugin.Cards.Recognition;

/// <summary>NanoDet and NanoDet-Plus: (1, N, C + 4 (R + 1)).</summary>
internal static class NanoDetFamily
{
    private const int UsualRegMax = 7;

    public static FamilyMatch Match(ModelFacts facts)
    {
        foreach (RecognizedOutput output in facts.Outputs)
        {
            if (output.Table is not { } table || Grids.Find(table.Rows, 1, facts.Input) is not { IsDefault: false } strides
                || Split(facts, output, table.Columns) is not { } split)
            {
                continue;
            }

            bool isPlus = strides.Length == 4;
            return new FamilyMatch
            {
                Input = InputPresets.NanoDet,
                Decoder = new JsonObject
                {
                    ["outputs"] = new JsonArray(output.Name),
                    ["strides"] = new JsonArray([.. strides.Select(s => (JsonNode)s)]),
                    ["reg_max"] = split.RegMax,
                    ["offset"] = isPlus ? 0 : 0.5,
                    ["conf"] = 0.35,
                    ["iou"] = 0.6,
                },
                Classes = split.Classes,
                Reasons = [$"{output} has {Grids.Explain(strides, 1, facts.Input)}, and {split.Classes} + 4 x {split.RegMax + 1}"
                    + " numbers each: classes, distributions of four distances."],
                Notes = [.. split.Note is null ? Array.Empty<string>() : [split.Note]],
            };
        }

        return FamilyMatch.No($"expects an output [1, {Grids.Usually(1, facts.Input)}, classes + 4 (reg_max + 1)]"
            + " of class scores after a sigmoid and distances without one");
    }

    // The graph shows where the classes end: they alone go through a sigmoid.
    private static (int Classes, int RegMax, string? Note)? Split(ModelFacts facts, RecognizedOutput output, int numbers)
    {
        IReadOnlyList<HeadSource> sources = facts.SourcesOf(output);
        int[] classes = [.. sources.Where(s => s.Operator == "Sigmoid").Select(s => s.Channels).Distinct()];
        int[] distances = [.. sources.Where(s => s.Operator != "Sigmoid").Select(s => s.Channels).Distinct()];
        if (classes.Length == 1 && distances.Length == 1 && IsSplit(classes[0], distances[0], numbers))
            return (classes[0], (distances[0] / 4) - 1, null);
        if (!facts.IsForced)
            return null;
        if (facts.Classes is { } known && IsSplit(known, numbers - known, numbers))
            return (known, ((numbers - known) / 4) - 1, null);
        int usual = numbers - (4 * (UsualRegMax + 1));
        return usual >= 1 ? (usual, UsualRegMax, $"reg_max is taken to be {UsualRegMax}, as usual.") : null;
    }

    private static bool IsSplit(int classes, int distances, int numbers) =>
        classes >= 1 && distances >= 8 && distances % 4 == 0 && classes + distances == numbers;
}
