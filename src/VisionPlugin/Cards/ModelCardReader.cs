using System.Collections.Immutable;
using System.Text;
using System.Text.Json;
using VisionPlugin.Decoding;
using VisionPlugin.Frames;

namespace VisionPlugin.Cards;

/// <summary>Reads the JSON of a card.</summary>
internal static class ModelCardReader
{
    private const long MaxBytes = 16 << 20;

    /// <summary>How cards are parsed.</summary>
    public static JsonDocumentOptions Json { get; } = new()
    {
        AllowTrailingCommas = true,
        CommentHandling = JsonCommentHandling.Skip,
        MaxDepth = 8,
    };

    public static ModelCard Read(string path) => Read(ReadFile(path, "card"), path, isFile: true);

    /// <summary>Reads a card that has no folder, so that its labels stand in it.</summary>
    public static ModelCard Read(Stream stream, string name) => Read(ReadAll(stream, name), name, isFile: false);

    /// <summary>Reads the JSON of a whole card.</summary>
    public static ModelCard Read(byte[] json, string path, bool isFile)
    {
        using JsonDocument document = Parse(json, path);
        var card = new CardObject(path, "", document.RootElement);
        card.OptionalText("$schema");
        VisionTask task = ReadTask(card);
        CardObject input = card.Child("input"), decoder = card.Child("decoder");
        ImmutableArray<string> labels = ReadLabels(card, path, isFile);
        Decoding.Decoder reads = DecoderReader.Read(decoder, task);
        var result = new ModelCard
        {
            Name = card.OptionalText("name") ?? Path.GetFileName(path).Split('.')[0],
            Task = task,
            InputName = input.OptionalText("name"),
            IsChannelsLast = ReadIsChannelsLast(input),
            Input = ReadInput(input),
            Decoder = reads,
            Options = task == VisionTask.Detect ? DecoderReader.ReadOptions(decoder, reads) : new DetectionOptions(),
            Labels = labels,
            Source = card.OptionalText("source"),
            Licence = card.OptionalText("licence"),
        };
        input.Finish();
        decoder.Finish();
        card.Finish();
        return result;
    }

    /// <summary>Parses JSON, all texts of which are valid.</summary>
    public static JsonDocument Parse(byte[] json, string path)
    {
        try
        {
            JsonDocument document = JsonDocument.Parse(json, Json);
            ReadTexts(document.RootElement);
            return document;
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            throw new ModelFormatException($"{path}: not valid JSON: {error.Message}", error);
        }
    }

    // The parser takes texts of any bytes, and fails only when they are asked for.
    private static void ReadTexts(JsonElement element)
    {
        switch (element.ValueKind)
        {
            case JsonValueKind.String:
                element.GetString();
                break;
            case JsonValueKind.Array:
                foreach (JsonElement item in element.EnumerateArray())
                    ReadTexts(item);
                break;
            case JsonValueKind.Object:
                foreach (JsonProperty field in element.EnumerateObject())
                {
                    _ = field.Name;
                    ReadTexts(field.Value);
                }

                break;
        }
    }

    /// <summary>What a short card says of the task and of the number of labels; null for what it does not say.</summary>
    public static (VisionTask? Task, int? Labels) ReadHints(byte[] json, string path)
    {
        using JsonDocument document = Parse(json, path);
        var card = new CardObject(path, "", document.RootElement);
        return (card.Has("task") ? ReadTask(card) : null, card.Has("labels") ? ReadLabels(card, path, isFile: true).Length : null);
    }

    /// <summary>Reads a file of a size that a card may have.</summary>
    public static byte[] ReadFile(string path, string what)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            if (file.Length > MaxBytes)
                throw new ModelFormatException($"{path}: {file.Length} bytes are too many for a {what}; at most {MaxBytes} are read.");
            byte[] bytes = new byte[file.Length];
            file.ReadExactly(bytes);
            return bytes;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new ModelFormatException($"{path}: cannot read the {what}: {error.Message}", error);
        }
    }

    private static byte[] ReadAll(Stream stream, string name)
    {
        using var bytes = new MemoryStream();
        byte[] part = new byte[64 << 10];
        for (int read; (read = stream.Read(part)) > 0;)
        {
            bytes.Write(part, 0, read);
            if (bytes.Length > MaxBytes)
                throw new ModelFormatException($"{name}: too long for a card; at most {MaxBytes} bytes are read.");
        }

        return bytes.ToArray();
    }

    private static VisionTask ReadTask(CardObject card) => card.Word("task",
        ("detect", VisionTask.Detect), ("classify", VisionTask.Classify), ("segment", VisionTask.Segment), ("embed", VisionTask.Embed));

    private static bool ReadIsChannelsLast(CardObject input) =>
        input.Has("layout") && input.Word("layout", ("nchw", false), ("nhwc", true));

    private static FrameToTensorOptions ReadInput(CardObject input)
    {
        ChannelOrder channels = !input.Has("channels") ? ChannelOrder.Rgb
            : input.Word("channels", ("rgb", ChannelOrder.Rgb), ("bgr", ChannelOrder.Bgr), ("gray", ChannelOrder.Gray));
        int count = channels == ChannelOrder.Gray ? 1 : 3;
        if (input.Has("scale") && input.Has("std"))
            throw input.Error("std", "is 1 / scale: give one of the two");
        return new FrameToTensorOptions
        {
            Width = input.Integer("width", 1, 16384),
            Height = input.Integer("height", 1, 16384),
            Channels = channels,
            Resize = !input.Has("resize") ? ResizeMode.Stretch : input.Word("resize",
                ("stretch", ResizeMode.Stretch),
                ("letterbox-center", ResizeMode.LetterboxCenter), ("letterbox-top-left", ResizeMode.LetterboxTopLeft),
                ("center-crop", ResizeMode.CenterCrop),
                ("pad-center", ResizeMode.PadCenter), ("pad-top-left", ResizeMode.PadTopLeft)),
            Coordinates = !input.Has("coordinates") ? PixelCoordinates.HalfPixel : input.Word("coordinates",
                ("half-pixel", PixelCoordinates.HalfPixel), ("asymmetric", PixelCoordinates.Asymmetric)),
            PadValue = input.Number("pad", 0, 255, 0),
            Mean = input.Numbers("mean", count, [0]),
            Scale = input.Has("std") ? ReadStd(input, count) : input.Numbers("scale", count, [1]),
        };
    }

    private static ImmutableArray<float> ReadStd(CardObject input, int count)
    {
        ImmutableArray<float> std = input.Numbers("std", count, [1]);
        return std.All(s => s > 0) ? [.. std.Select(s => (float)(1.0 / s))] : throw input.Error("std", "must be positive");
    }

    // Inline, or the name of a text file beside the card with one label a line.
    private static ImmutableArray<string> ReadLabels(CardObject card, string path, bool isFile)
    {
        if (!card.Has("labels"))
            return [];
        string? file = null;
        ImmutableArray<string> labels = card.Read("labels", "an array of texts or the name of a text file beside the card",
            (JsonElement e, out ImmutableArray<string> value) =>
            {
                value = [];
                file = e.ValueKind == JsonValueKind.String ? e.GetString() : null;
                return file is not null || CardObject.TryArray(e, TryLabel, out value);
            });
        if (file is null)
            return labels;
        if (!isFile)
            throw card.Error("labels", "must be an array of texts in a card that is not a file");
        if (file.Length == 0 || file != Path.GetFileName(file))
            throw card.Error("labels", $"must be the name of a file in the card's own folder, not \"{file}\"");
        return ReadLines(card, Path.Combine(Path.GetDirectoryName(path)!, file));
    }

    private static ImmutableArray<string> ReadLines(CardObject card, string path)
    {
        try
        {
            string text = Encoding.UTF8.GetString(ReadFile(path, "list of labels"));
            return [.. text.TrimEnd('\r', '\n').Split('\n').Select(line => line.TrimEnd('\r'))];
        }
        catch (ModelFormatException error)
        {
            throw card.Error("labels", $"cannot be used: {error.Message}");
        }
    }

    private static bool TryLabel(JsonElement element, out string value)
    {
        value = element.ValueKind == JsonValueKind.String ? element.GetString()! : "";
        return element.ValueKind == JsonValueKind.String;
    }
}
