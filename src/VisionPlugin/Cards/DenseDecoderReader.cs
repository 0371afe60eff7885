using System.Collections.Immutable;
using System.Text.Json;
using VisionPlugin.Decoding;

namespace VisionPlugin.Cards;

/// <summary>Reads the "decoder" object of the detectors that predict at every place of a grid.</summary>
internal static class DenseDecoderReader
{
    /// <summary>The anchors that YOLOv5 and YOLOv7 begin with, for strides 8, 16 and 32, in pixels.</summary>
    public static ImmutableArray<ImmutableArray<Anchor>> YoloV5Anchors { get; } =
    [
        [new(10, 13), new(16, 30), new(33, 23)],
        [new(30, 61), new(62, 45), new(59, 119)],
        [new(116, 90), new(156, 198), new(373, 326)],
    ];

    public static YoloDecoder Yolo(CardObject card, bool hasObjectness) => new()
    {
        Outputs = DecoderReader.Outputs(card, 1),
        Objectness = hasObjectness,
        Layout = Layout(card, hasObjectness ? PredictionLayout.Rows : PredictionLayout.Columns),
        MultiLabel = card.Flag("multi_label", false),
        Form = Form(card, BoxForm.CenterSize),
        Normalized = card.Flag("normalized", false),
        Extra = card.Integer("extra", 0, 100_000, 0),
    };

    public static YoloDecoder YoloX(CardObject card) => new()
    {
        Outputs = DecoderReader.Outputs(card, 1),
        Objectness = true,
        Layout = Layout(card, PredictionLayout.Rows),
        MultiLabel = card.Flag("multi_label", false),
        Strides = card.Flag("decoded", false) ? [] : Strides(card, [8, 16, 32]),
    };

    public static YoloV5GridDecoder YoloV5Grid(CardObject card)
    {
        ImmutableArray<ImmutableArray<Anchor>> anchors =
            card.Has("anchors") ? DecoderReader.AnchorsOfOutputs(card) : YoloV5Anchors;
        return new YoloV5GridDecoder
        {
            Outputs = DecoderReader.Outputs(card, anchors.Length),
            Anchors = anchors,
            MultiLabel = card.Flag("multi_label", false),
        };
    }

    public static NanoDetDecoder NanoDet(CardObject card) => new()
    {
        Outputs = DecoderReader.Outputs(card, 1),
        Layout = Layout(card, PredictionLayout.Rows),
        MultiLabel = card.Flag("multi_label", false),
        Strides = Strides(card, [8, 16, 32, 64]),
        RegMax = card.Integer("reg_max", 1, 1000, 7),
        Offset = card.Number("offset", 0, 1, 0),
    };

    public static SsdDecoder Ssd(CardObject card)
    {
        int parts = card.Integer("parts", 1, 100, 1);
        SsdAnchors? anchors = card.Has("anchors") ? Anchors(card.Child("anchors")) : null;
        ImmutableArray<float> scale = card.Numbers("scale", 4, []);
        if (scale.Any(s => s <= 0))
            throw card.Error("scale", "must be positive");
        return new SsdDecoder
        {
            Outputs = DecoderReader.Outputs(card, 2 * parts),
            Parts = parts,
            Anchors = anchors,
            Scale = scale.Length == 1 ? [.. Enumerable.Repeat(scale[0], 4)] : scale,
            Exponential = card.Flag("exponential", false),
            Form = Form(card, BoxForm.Corners),
            Normalized = card.Flag("normalized", true),
            YFirst = card.Flag("y_first", false),
            Layout = Layout(card, PredictionLayout.Rows),
            Scores = !card.Has("scores") ? ScoreFunction.None : card.Word("scores",
                ("probabilities", ScoreFunction.None), ("sigmoid", ScoreFunction.Sigmoid), ("softmax", ScoreFunction.Softmax)),
            Background = card.Flag("background", false),
            MultiLabel = card.Flag("multi_label", false),
        };
    }

    private static SsdAnchors Anchors(CardObject card)
    {
        var defaults = new SsdAnchors { Strides = [] };
        var anchors = new SsdAnchors
        {
            Strides = Strides(card, default),
            MinScale = card.Number("min_scale", 0.001f, 10, defaults.MinScale),
            MaxScale = card.Number("max_scale", 0.001f, 10, defaults.MaxScale),
            AspectRatios = card.Has("aspect_ratios") ? Ratios(card) : defaults.AspectRatios,
            InterpolatedAspectRatio = card.Number("interpolated_aspect_ratio", 0, 100, defaults.InterpolatedAspectRatio),
            ReduceLowestLayer = card.Flag("reduce_lowest_layer", false),
            FixedSize = card.Flag("fixed_size", false),
            Offset = card.Number("offset", 0, 1, defaults.Offset),
        };
        card.Finish();
        return anchors;
    }

    private static ImmutableArray<float> Ratios(CardObject card) => card.Read("aspect_ratios", "an array of positive numbers",
        (JsonElement e, out ImmutableArray<float> value) =>
            CardObject.TryArray<float>(e, CardObject.TryFloat, out value) && value.Length is > 0 and <= 100 && value.All(r => r > 0));

    private static ImmutableArray<int> Strides(CardObject card, ImmutableArray<int> fallback) =>
        !fallback.IsDefault && !card.Has("strides") ? fallback
        : card.Read("strides", "an array of whole numbers from 1 to 1024", (JsonElement e, out ImmutableArray<int> value) =>
            CardObject.TryArray<int>(e, TryStride, out value) && value.Length is > 0 and <= 100);

    private static bool TryStride(JsonElement element, out int value)
    {
        value = 0;
        return element.ValueKind == JsonValueKind.Number && element.TryGetInt32(out value) && value is >= 1 and <= 1024;
    }

    private static PredictionLayout Layout(CardObject card, PredictionLayout fallback) => !card.Has("layout") ? fallback
        : card.Word("layout", ("rows", PredictionLayout.Rows), ("columns", PredictionLayout.Columns));

    private static BoxForm Form(CardObject card, BoxForm fallback) => !card.Has("boxes") ? fallback
        : card.Word("boxes", ("center-size", BoxForm.CenterSize), ("corners", BoxForm.Corners));
}
