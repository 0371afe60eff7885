using System.Collections.Immutable;
using System.Text.Json;
using VisionPlugin.Decoding;

namespace VisionPlugin.Cards;

/// <summary>Reads the "decoder" object of a card: its type, what the type needs, and defaults for detection.</summary>
internal static class DecoderReader
{
    public static Decoder Read(CardObject card, VisionTask task) => task switch
    {
        VisionTask.Detect => card.Word<Func<CardObject, Decoder>>("type",
            ("yolov1", YoloV1), ("yolov2", YoloV2), ("yolov3", YoloV3), ("centernet", CenterNet),
            ("yolov5", c => DenseDecoderReader.Yolo(c, hasObjectness: true)),
            ("yolov8", c => DenseDecoderReader.Yolo(c, hasObjectness: false)),
            ("yolox", DenseDecoderReader.YoloX), ("yolov5-grid", DenseDecoderReader.YoloV5Grid),
            ("nanodet", DenseDecoderReader.NanoDet), ("ssd", DenseDecoderReader.Ssd),
            ("end-to-end", c => new EndToEndDecoder
            {
                Outputs = Outputs(c, 1),
                Normalized = c.Flag("normalized", false),
            }))(card),
        VisionTask.Classify => card.Word<Func<CardObject, Decoder>>("type", ("classification", c => new ClassificationDecoder
        {
            Outputs = Outputs(c, 1),
            Softmax = c.Flag("softmax", false),
        }))(card),
        VisionTask.Segment => card.Word<Func<CardObject, Decoder>>("type", ("segmentation", c => new SegmentationDecoder
        {
            Outputs = Outputs(c, 1),
            Sigmoid = c.Flag("sigmoid", false),
        }))(card),
        _ => card.Word<Func<CardObject, Decoder>>("type", ("embedding", c => new EmbeddingDecoder
        {
            Outputs = Outputs(c, 1),
            Detector = c.OptionalText("detector"),
            Margin = c.Number("margin", EmbeddingDecoder.LeastMargin, EmbeddingDecoder.MostMargin, 0),
            Threshold = c.Has("threshold") ? c.Number("threshold", 0, float.MaxValue, 0) : null,
        }))(card),
    };

    /// <summary>Reads conf, iou and so on; what is left out is the decoder's default.</summary>
    public static DetectionOptions ReadOptions(CardObject card, Decoder decoder)
    {
        DetectionOptions defaults = DefaultsOf(decoder);
        return new DetectionOptions
        {
            Conf = card.Number("conf", 0, 1, defaults.Conf),
            Iou = card.Number("iou", 0, 1, defaults.Iou),
            MaxDet = card.Integer("max_det", 1, 100_000, defaults.MaxDet),
            ClassAgnostic = card.Flag("agnostic_nms", defaults.ClassAgnostic),
        };
    }

    /// <summary>Finished objects are not suppressed once more.</summary>
    public static DetectionOptions DefaultsOf(Decoder decoder) =>
        decoder is EndToEndDecoder ? new DetectionOptions { Iou = 1 } : new DetectionOptions();

    public static ImmutableArray<string> Outputs(CardObject card, int count)
    {
        if (!card.Has("outputs"))
            return [];
        ImmutableArray<string> names = card.Texts("outputs");
        return names.Length == count ? names
            : throw card.Error("outputs", $"must name {count} output{(count == 1 ? "" : "s")}; it names {names.Length}");
    }

    private static YoloV1Decoder YoloV1(CardObject card) => new()
    {
        Outputs = Outputs(card, 1),
        Grid = card.Integer("grid", 1, 1000),
        Boxes = card.Integer("boxes", 1, 100),
        Classes = card.Integer("classes", 1, 100_000),
        Layout = !card.Has("layout") ? YoloV1Layout.Cells : card.Word("layout", ("cells", YoloV1Layout.Cells), ("planes", YoloV1Layout.Planes)),
        SquareRootSize = card.Flag("square_root_size", true),
    };

    private static YoloV2Decoder YoloV2(CardObject card) => new()
    {
        Outputs = Outputs(card, 1),
        Anchors = card.Read<ImmutableArray<Anchor>>("anchors", "an array of [width, height] in cells, all positive", TryAnchors),
    };

    private static YoloV3Decoder YoloV3(CardObject card)
    {
        ImmutableArray<ImmutableArray<Anchor>> anchors = AnchorsOfOutputs(card);
        return new YoloV3Decoder
        {
            Outputs = Outputs(card, anchors.Length),
            Anchors = anchors,
            ScaleXY = card.Numbers("scale_x_y", anchors.Length, [1]),
        };
    }

    private static CenterNetDecoder CenterNet(CardObject card)
    {
        CenterNetBoxes boxes = !card.Has("boxes") ? CenterNetBoxes.Edges
            : card.Word("boxes", ("edges", CenterNetBoxes.Edges), ("size-and-offset", CenterNetBoxes.SizeAndOffset));
        return new CenterNetDecoder
        {
            Outputs = Outputs(card, boxes == CenterNetBoxes.Edges ? 2 : 3),
            Boxes = boxes,
            Sigmoid = card.Flag("sigmoid", false),
            Top = card.Integer("top", 1, 100_000, 100),
        };
    }

    public static ImmutableArray<ImmutableArray<Anchor>> AnchorsOfOutputs(CardObject card) => card.Read("anchors",
        "an array with, for each output, an array of [width, height] in input pixels, all positive",
        (JsonElement e, out ImmutableArray<ImmutableArray<Anchor>> value) =>
            CardObject.TryArray<ImmutableArray<Anchor>>(e, TryAnchors, out value) && value.Length > 0);

    private static bool TryAnchors(JsonElement element, out ImmutableArray<Anchor> value) =>
        CardObject.TryArray(element, TryAnchor, out value) && value.Length > 0;

    private static bool TryAnchor(JsonElement element, out Anchor value)
    {
        bool isPair = CardObject.TryArray<float>(element, CardObject.TryFloat, out ImmutableArray<float> pair) && pair.Length == 2;
        value = isPair ? new Anchor(pair[0], pair[1]) : default;
        return isPair && pair[0] > 0 && pair[1] > 0;
    }
}
