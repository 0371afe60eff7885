using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;

namespace VisionPlugin.Cards.Recognition;

/// <summary>YOLO in all its exports.</summary>
internal static class YoloFamilies
{
    /// <summary>v5 and v7: (1, N, 5 + C), three anchors a cell, boxes decoded.</summary>
    public static FamilyMatch V5(ModelFacts facts)
    {
        foreach (RecognizedOutput output in facts.Outputs)
        {
            if (output.Table is not { Columns: >= 6 } table)
                continue;
            ImmutableArray<int> strides = Grids.Find(table.Rows, 3, facts.Input);
            ClassCount count = ClassCount.Of(facts, table.Columns - 5);
            // A card that names the decoder may mean grids of its own; then there are more rows than numbers in each.
            bool isGrid = !strides.IsDefault || (facts.IsForced && table.Rows > table.Columns);
            if (!isGrid || count.Classes < 1)
                continue;
            return new FamilyMatch
            {
                Input = InputPresets.Ultralytics,
                Decoder = Decoder(output, count.Extra, 0.25, 0.45),
                Classes = count.Classes,
                Reasons = [strides.IsDefault ? $"{output} has rows of 6 or more numbers."
                    : $"{output} has {Grids.Explain(strides, 3, facts.Input)}, and 5 + {count.Classes} numbers each:"
                    + " box, objectness, classes."],
                Notes = [.. NoteOf(count)],
            };
        }

        return FamilyMatch.No($"expects an output [1, {Grids.Usually(3, facts.Input)}, 5 + classes]");
    }

    /// <summary>v8 to v12: (1, 4 + C, N), one prediction a cell, boxes decoded, no objectness.</summary>
    public static FamilyMatch V8(ModelFacts facts)
    {
        foreach (RecognizedOutput output in facts.Outputs)
        {
            if (output.Table is not { } table)
                continue;
            bool isColumns = table.Rows >= 5 && !Grids.Find(table.Columns, 1, facts.Input).IsDefault;
            // Rows look like YOLOX, unless the names of the classes tell that there is no objectness.
            bool isRows = !isColumns && table.Columns >= 5 && !Grids.Find(table.Rows, 1, facts.Input).IsDefault
                && (facts.IsForced || facts.Classes == table.Columns - 4);
            if (!isColumns && !isRows)
            {
                if (IsTransformer(facts, table))
                    return Transformer(output, table);
                continue;
            }

            ClassCount count = ClassCount.Of(facts, (isColumns ? table.Rows : table.Columns) - 4);
            if (count.Classes < 1)
                continue;
            JsonObject decoder = Decoder(output, count.Extra, 0.25, 0.7);
            if (isRows)
                decoder["layout"] = "rows";
            int cells = isColumns ? table.Columns : table.Rows;
            return new FamilyMatch
            {
                Input = InputPresets.Ultralytics,
                Decoder = decoder,
                Classes = count.Classes,
                Reasons = [$"{output} has {Grids.Explain(Grids.Find(cells, 1, facts.Input), 1, facts.Input)},"
                    + $" and 4 + {count.Classes} numbers each: box, classes."],
                Notes = [.. NoteOf(count)],
            };
        }

        return FamilyMatch.No($"expects an output [1, 4 + classes, {Grids.Usually(1, facts.Input)}]");
    }

    // RT-DETR as Ultralytics exports it: (1, queries, 4 + C), boxes on 0..1, pictures stretched, nothing to suppress.
    private static bool IsTransformer(ModelFacts facts, (int Rows, int Columns) table) =>
        facts.Metadata.IsUltralytics && facts.Metadata.Names.Length == table.Columns - 4
        && Grids.Find(table.Rows, 3, facts.Input).IsDefault;

    private static FamilyMatch Transformer(RecognizedOutput output, (int Rows, int Columns) table)
    {
        JsonObject decoder = Decoder(output, 0, 0.25, 1);
        (decoder["layout"], decoder["normalized"]) = ("rows", true);
        return new FamilyMatch
        {
            Input = InputPresets.Rgb("stretch", 0, 255),
            Decoder = decoder,
            Classes = table.Columns - 4,
            Reasons = [$"{output} has {table.Rows} queries of 4 + {table.Columns - 4} numbers, as RT-DETR: box on 0..1, classes."],
        };
    }

    /// <summary>YOLOX and v6: (1, N, 5 + C), one prediction a cell, boxes decoded in the graph or not.</summary>
    public static FamilyMatch X(ModelFacts facts)
    {
        foreach (RecognizedOutput output in facts.Outputs)
        {
            if (output.Table is not { Columns: >= 6 } table
                || Grids.Find(table.Rows, 1, facts.Input) is not { IsDefault: false } strides)
            {
                continue;
            }

            IReadOnlyList<HeadSource> sources = facts.SourcesOf(output);
            bool isDecoded = sources.Any(s => s.IsArithmetic), isYoloX = !isDecoded || sources.Any(s => s.Operator == "Exp");
            JsonObject decoder = Decoder(output, 0, isYoloX ? 0.3 : 0.25, 0.45);
            if (isDecoded)
                decoder["decoded"] = true;
            else
                decoder["strides"] = new JsonArray([.. strides.Select(s => (JsonNode)s)]);
            return new FamilyMatch
            {
                Input = isYoloX ? InputPresets.YoloX : InputPresets.Ultralytics,
                Decoder = decoder,
                Classes = table.Columns - 5,
                Reasons =
                [
                    $"{output} has {Grids.Explain(strides, 1, facts.Input)}, and 5 + {table.Columns - 5} numbers each:"
                    + " box, objectness, classes.",
                    isDecoded ? "The graph computes boxes itself."
                        : "The graph gives offsets in the cells: nothing computes on them before the output.",
                ],
                Notes = [isYoloX ? "Pictures are given as YOLOX wants them: BGR on 0..255."
                    : "The graph computes boxes without exp, as YOLOv6 does: pictures are given as RGB on 0..1."],
            };
        }

        return FamilyMatch.No($"expects an output [1, {Grids.Usually(1, facts.Input)}, 5 + classes]");
    }

    /// <summary>v5 and v7 without the last layer's arithmetic: a head for each grid.</summary>
    public static FamilyMatch V5Grid(ModelFacts facts)
    {
        RecognizedOutput[] heads = [.. facts.Outputs
            .Where(o => (o.Shape.Rank == 5 && o.Shape[1] == 3 && o.Shape[4] >= 6)
                || (facts.IsForced && o.Shape.Rank == 4 && o.Shape[1] % 3 == 0 && o.Shape[1] >= 18))
            .OrderByDescending(o => o.Shape[3])];
        IEnumerable<int> columns = heads.Select(h => h.Shape[3]);
        if (!columns.SequenceEqual(((int[])[8, 16, 32]).Select(s => (facts.Input.Width + s - 1) / s)))
        {
            return FamilyMatch.No(string.Create(CultureInfo.InvariantCulture,
                $"expects three outputs [1, 3, H, W, 5 + classes]: grids of 8, 16 and 32 pixels in {facts.Input.Width} x {facts.Input.Height}"));
        }

        JsonObject decoder = Decoder(null, 0, 0.25, 0.45);
        decoder["outputs"] = new JsonArray([.. heads.Select(h => (JsonNode)h.Name)]);
        return new FamilyMatch
        {
            Input = InputPresets.Ultralytics,
            Decoder = decoder,
            Classes = heads[0].Shape.Rank == 5 ? heads[0].Shape[4] - 5 : (heads[0].Shape[1] / 3) - 5,
            Reasons = [$"{string.Join(", ", heads)} are the grids of 8, 16 and 32 pixels with 3 anchors a cell."],
            Notes = ["The anchors are those that YOLOv5 begins with. A network trained on other data may have others:"
                + " give 'anchors' in a card."],
        };
    }

    /// <summary>Exports with suppression in the graph, or with no need of any: (1, N, 6 or more).</summary>
    public static FamilyMatch EndToEnd(ModelFacts facts)
    {
        bool isNoted = facts.Metadata.IsEndToEnd || facts.IsForced;
        foreach (RecognizedOutput output in facts.Outputs)
        {
            if (output.Table is not { } table || table.Columns < 6 || (table.Columns > 6 && !isNoted))
                continue;
            return new FamilyMatch
            {
                Input = InputPresets.Ultralytics,
                Decoder = Decoder(output, 0, 0.25, 1),
                Classes = facts.Classes ?? 0,
                Reasons = [$"{output} has rows of box, score and class."
                    + (facts.Metadata.IsEndToEnd ? " The metadata says that objects are final." : "")],
                Notes = [.. table.Columns == 6 ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture,
                    $"{table.Columns - 6} further numbers of each object are ignored: only boxes are read.")]],
            };
        }

        return FamilyMatch.No("expects an output [1, N, 6]");
    }

    private static JsonObject Decoder(RecognizedOutput? output, int extra, double conf, double iou)
    {
        var decoder = new JsonObject();
        if (output is { } one)
            decoder["outputs"] = new JsonArray(one.Name);
        if (extra > 0)
            decoder["extra"] = extra;
        (decoder["conf"], decoder["iou"]) = (conf, iou);
        return decoder;
    }

    private static IEnumerable<string> NoteOf(ClassCount count) => count.Note is null ? [] : [count.Note];
}
