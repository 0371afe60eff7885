using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace VisionPlugin.Cards.Recognition;

/// <summary>
/// What exporters note in a model: Ultralytics writes description, author, version, license, stride, task, batch, imgsz,
/// names, args, channels, kpt_shape (ultralytics/engine/exporter.py); YOLOv5 only stride and names. A field that is not
/// what it should be counts as missing.
/// </summary>
internal sealed record ExportMetadata
{
    private const int MaxNames = 100_000;
    private const int MaxText = 200;

    /// <summary>True if the exporter of the package "ultralytics" wrote it (v8 and later).</summary>
    public bool IsUltralytics { get; init; }

    /// <summary>True if the exporter of the repository "yolov5" wrote it: stride and names, and nothing else.</summary>
    public bool IsYoloV5 { get; init; }

    /// <summary>detect, segment, pose, obb or classify; null if not said.</summary>
    public string? Task { get; init; }

    /// <summary>Names of the classes; empty if not said.</summary>
    public ImmutableArray<string> Names { get; init; } = [];

    /// <summary>Size of the input that the model was exported for.</summary>
    public (int Width, int Height)? ImageSize { get; init; }

    /// <summary>True if the exported graph suppresses overlapping boxes, or needs no suppression.</summary>
    public bool IsEndToEnd { get; init; }

    /// <summary>Numbers of key points a prediction; 0 if not said.</summary>
    public int KeyPointNumbers { get; init; }

    /// <summary>What the exporter calls the model; null if not said.</summary>
    public string? Description { get; init; }

    /// <summary>Its licence; null if not said.</summary>
    public string? Licence { get; init; }

    /// <summary>Reads a model's metadata.</summary>
    public static ExportMetadata Read(IReadOnlyDictionary<string, string> metadata)
    {
        string? description = Text(metadata, "description"), author = Text(metadata, "author");
        bool isUltralytics = Mentions(author) || Mentions(description) || Mentions(Text(metadata, "docs"));
        JsonObject? args = Value(metadata, "args") as JsonObject;
        return new ExportMetadata
        {
            IsUltralytics = isUltralytics,
            IsYoloV5 = !isUltralytics && metadata.ContainsKey("stride") && metadata.ContainsKey("names"),
            Task = Text(metadata, "task"),
            Names = ReadNames(Value(metadata, "names")),
            ImageSize = ReadSize(Value(metadata, "imgsz")),
            IsEndToEnd = IsTrue(args?["nms"]) || IsTrue(Value(metadata, "end2end")) || IsTrue(args?["end2end"]),
            KeyPointNumbers = Value(metadata, "kpt_shape") is JsonArray { Count: 2 } shape
                && Whole(shape[0]) is { } points && Whole(shape[1]) is { } numbers ? points * numbers : 0,
            Description = description,
            Licence = Text(metadata, "license"),
        };
    }

    private static bool Mentions(string? text) => text?.Contains("ultralytics", StringComparison.OrdinalIgnoreCase) == true;

    private static JsonNode? Value(IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out string? text) && PythonLiteral.TryParse(text, out JsonNode? value) ? value : null;

    // Metadata is shown to people: what could steer a terminal is left out.
    private static string? Text(IReadOnlyDictionary<string, string> metadata, string key) =>
        metadata.TryGetValue(key, out string? text) && Clean(text) is { Length: > 0 } clean ? clean : null;

    private static string Clean(string text)
    {
        var clean = new StringBuilder();
        foreach (Rune rune in text.EnumerateRunes())
        {
            if (clean.Length < MaxText)
                clean.Append(Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format ? " " : rune.ToString());
        }

        return clean.ToString().Trim();
    }

    // A list, or a dictionary from 0, 1, 2 ...
    private static ImmutableArray<string> ReadNames(JsonNode? node)
    {
        if (node is JsonArray { Count: <= MaxNames } list && list.All(n => n is JsonValue))
            return [.. list.Select(n => Clean(n!.ToString()))];
        if (node is not JsonObject { Count: <= MaxNames } byIndex)
            return [];
        string[] names = new string[byIndex.Count];
        foreach ((string key, JsonNode? name) in byIndex)
        {
            if (!int.TryParse(key, NumberStyles.None, CultureInfo.InvariantCulture, out int index) || index >= names.Length || name is not JsonValue)
                return [];
            names[index] = Clean(name.ToString());
        }

        return names.Any(n => n is null) ? [] : [.. names];
    }

    // [height, width], or one number for both.
    private static (int Width, int Height)? ReadSize(JsonNode? node) => node switch
    {
        JsonArray { Count: 2 } pair when Whole(pair[0]) is { } height && Whole(pair[1]) is { } width => (width, height),
        JsonValue when Whole(node) is { } size => (size, size),
        _ => null,
    };

    private static int? Whole(JsonNode? node) =>
        node is JsonValue value && value.TryGetValue(out long whole) && whole is > 0 and <= 16384 ? (int)whole : null;

    private static bool IsTrue(JsonNode? node) => node is JsonValue value && value.TryGetValue(out bool flag) && flag;
}
