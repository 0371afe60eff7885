using System.Collections.Immutable;
using System.Text.Json.Nodes;
using VisionPlugin.Decoding;

namespace VisionPlugin.Cards.Recognition;

/// <summary>Single-shot detectors whose anchors are published: MediaPipe's, and boxes with scores (UltraFace).</summary>
internal static class SsdFamilies
{
    // Strides and numbers a box of MediaPipe's detectors: faces 128 and 192 or 256 in size, hands, persons.
    private static readonly ImmutableArray<(ImmutableArray<int> Strides, double Interpolated)> MediaPipe =
        [([8, 16, 16, 16], 1), ([16, 32, 32, 32], 1), ([8, 16, 32, 32, 32], 1), ([8, 32, 32, 32, 32], 1), ([4], 0)];

    private static readonly ImmutableArray<GridLevel> UltraFaceGrids = [new(8, 3), new(16, 2), new(32, 2), new(64, 3)];

    /// <summary>Boxes and scores that go into a suppression in the graph.</summary>
    public static FamilyMatch Suppressed(ModelFacts facts, Suppression found)
    {
        // The order of x and y makes no difference to a suppression, so that the graph does not tell it.
        bool isYolo = facts.Metadata.IsUltralytics || facts.Metadata.IsYoloV5;
        bool isTorch = isYolo || facts.Producer.Contains("torch", StringComparison.OrdinalIgnoreCase);
        var decoder = new JsonObject
        {
            ["outputs"] = new JsonArray(found.Boxes, found.Scores),
            ["layout"] = found.Layout == PredictionLayout.Rows ? "rows" : "columns",
            ["boxes"] = found.Form == BoxForm.Corners ? "corners" : "center-size",
            ["normalized"] = !isTorch,
            ["y_first"] = !isTorch,
            ["conf"] = Math.Round(found.Conf ?? 0.25, 4),
            ["iou"] = Math.Round(found.Iou ?? 0.45, 4),
        };
        return new FamilyMatch
        {
            Input = isYolo ? InputPresets.Ultralytics : InputPresets.Rgb("stretch", 0, 255),
            Decoder = decoder,
            Classes = found.Classes,
            Reasons = [$"The graph suppresses overlapping boxes itself. It is cut before that: boxes are read from '{found.Boxes}', scores of"
                + $" {found.Classes} classes from '{found.Scores}'."],
            Notes = [isTorch ? "Boxes are taken to be in pixels, x before y, as PyTorch's exporters have them."
                : "Boxes are taken to be on 0..1, y before x, as TensorFlow has them.",
                .. isYolo ? Array.Empty<string>() : ["Pictures are given as RGB on 0..1: look at 'mean' and 'std'."]],
        };
    }

    public static FamilyMatch Match(ModelFacts facts)
    {
        RecognizedOutput[] tables = [.. facts.Outputs.Where(o => o.Table is not null)];
        RecognizedOutput[] scores = [.. BySize(tables.Where(o => o.Table!.Value.Columns is 1 or 2))];
        RecognizedOutput[] boxes = [.. BySize(tables.Where(o => o.Table!.Value.Columns >= 4))];
        if (scores.Length > 0 && scores.Select(s => s.Table!.Value.Rows).SequenceEqual(boxes.Select(b => b.Table!.Value.Rows)))
        {
            int rows = boxes.Sum(b => b.Table!.Value.Rows);
            (int numbers, int classes) = (boxes[0].Table!.Value.Columns, scores[0].Table!.Value.Columns);
            if (numbers > 4 && classes == 1)
                return Faces(facts, boxes, scores, rows);
            if (numbers == 4 && classes == 2 && boxes.Length == 1 && IsUltraFace(facts.Input, rows))
                return UltraFace(boxes[0], scores[0]);
        }

        return FamilyMatch.No("expects boxes [1, N, 5 or more] with scores [1, N, 1] on MediaPipe's anchors (128 x 128: N = 896),"
            + " or [1, N, 4] with [1, N, 2] on UltraFace's; what has other anchors needs a card");
    }

    private static IEnumerable<RecognizedOutput> BySize(IEnumerable<RecognizedOutput> tables) =>
        tables.OrderByDescending(o => o.Table!.Value.Rows);

    private static FamilyMatch Faces(ModelFacts facts, RecognizedOutput[] boxes, RecognizedOutput[] scores, int rows)
    {
        (ImmutableArray<int> strides, double interpolated) =
            MediaPipe.FirstOrDefault(m => CountOf(m.Strides, m.Interpolated, facts.Input) == rows);
        if (strides.IsDefault)
            return FamilyMatch.No($"expects the anchors of one of MediaPipe's schemes, not {rows} in {facts.Input.Width} x {facts.Input.Height}");
        // Six key points are a face's, seven a hand's, four a body's. The hand detector alone takes pictures on 0..1.
        int numbers = boxes[0].Table!.Value.Columns;
        bool isHand = numbers == 18;
        var decoder = new JsonObject
        {
            ["outputs"] = new JsonArray([.. boxes.Concat(scores).Select(o => (JsonNode)o.Name)]),
            ["anchors"] = new JsonObject
            {
                ["strides"] = new JsonArray([.. strides.Select(s => (JsonNode)s)]),
                ["interpolated_aspect_ratio"] = interpolated,
                ["fixed_size"] = true,
            },
            ["scores"] = facts.SourcesOf(scores[0]).Any(s => s.Operator == "Sigmoid") ? "probabilities" : "sigmoid",
            ["parts"] = boxes.Length,
            ["conf"] = 0.5,
            ["iou"] = 0.3,
        };
        return new FamilyMatch
        {
            Input = isHand ? InputPresets.Rgb("letterbox-center", 0, 255) : InputPresets.Rgb("letterbox-center", 127.5, 127.5),
            Decoder = decoder,
            Classes = 1,
            Labels = numbers switch { 16 => ["face"], 18 => ["hand"], 12 => ["person"], _ => [] },
            Reasons = [$"{string.Join(", ", boxes)} with {string.Join(", ", scores)} are {rows} anchors of the strides"
                + $" {string.Join(", ", strides)} in {facts.Input.Width} x {facts.Input.Height}, as in MediaPipe's BlazeFace."],
            Notes = [$"Pictures are given as RGB on {(isHand ? "0..1" : "-1..1")}.", "Key points are ignored: only boxes are read."],
        };
    }

    private static FamilyMatch UltraFace(RecognizedOutput boxes, RecognizedOutput scores) => new()
    {
        Input = InputPresets.Rgb("stretch", 127, 128),
        Decoder = new JsonObject
        {
            ["outputs"] = new JsonArray(boxes.Name, scores.Name),
            ["boxes"] = "corners",
            ["normalized"] = true,
            ["background"] = true,
            ["conf"] = 0.7,
            ["iou"] = 0.3,
        },
        Classes = 1,
        Labels = ["face"],
        Reasons = [$"{boxes} with {scores} are the anchors of UltraFace (Ultra-Light-Fast-Generic-Face-Detector)."],
        Notes = ["Boxes are taken as left, top, right, bottom on 0..1, pictures given as (RGB - 127) / 128."],
    };

    private static bool IsUltraFace(ImageInput input, int rows) => GridLevels.Count(UltraFaceGrids.AsSpan(), input.Width, input.Height) == rows;

    private static long CountOf(ImmutableArray<int> strides, double interpolated, ImageInput input)
    {
        var anchors = new SsdAnchors { Strides = strides, InterpolatedAspectRatio = (float)interpolated, FixedSize = true };
        return GridLevels.Count([.. anchors.Grids().Select(g => new GridLevel(g.Stride, g.Sizes.Length))], input.Width, input.Height);
    }
}
