using System.Text.Json.Nodes;

namespace VisionPlugin.Cards.Recognition;

/// <summary>How the families want their pictures; the card's fields of "input".</summary>
internal static class InputPresets
{
    /// <summary>Ultralytics: RGB on 0..1 in a grey frame.</summary>
    public static JsonObject Ultralytics => new()
    {
        ["channels"] = "rgb",
        ["resize"] = "letterbox-center",
        ["pad"] = 114,
        ["std"] = 255,
    };

    /// <summary>YOLOX: BGR on 0..255, grey at right or bottom (yolox/data/data_augment.py).</summary>
    public static JsonObject YoloX => new()
    {
        ["channels"] = "bgr",
        ["resize"] = "letterbox-top-left",
        ["pad"] = 114,
    };

    /// <summary>NanoDet: BGR, stretched, normalised as its configurations say.</summary>
    public static JsonObject NanoDet => new()
    {
        ["channels"] = "bgr",
        ["resize"] = "stretch",
        ["mean"] = Numbers(103.53, 116.28, 123.675),
        ["std"] = Numbers(57.375, 57.12, 58.395),
    };

    /// <summary>ImageNet classifiers of torchvision and most others.</summary>
    public static JsonObject ImageNet => new()
    {
        ["channels"] = "rgb",
        ["resize"] = "center-crop",
        ["mean"] = Numbers(123.675, 116.28, 103.53),
        ["std"] = Numbers(58.395, 57.12, 57.375),
    };

    /// <summary>RGB with a range of its own.</summary>
    public static JsonObject Rgb(string resize, double mean, double std) => new()
    {
        ["channels"] = "rgb",
        ["resize"] = resize,
        ["mean"] = mean,
        ["std"] = std,
    };

    private static JsonArray Numbers(params ReadOnlySpan<double> values)
    {
        var array = new JsonArray();
        foreach (double value in values)
            array.Add((JsonNode)value);
        return array;
    }
}
