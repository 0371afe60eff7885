using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using VisionPlugin.Cards.Recognition;
using VisionPlugin.Graphs;

namespace VisionPlugin.Cards;

/// <summary>
/// The JSON of a card, which may be short: a field that it lacks is then what the model is recognised by. No JSON at all
/// is the shortest card.
/// </summary>
internal sealed class CardFile
{
    private readonly string _path;
    private readonly byte[]? _json;

    private CardFile(string path, byte[]? json) => (_path, _json) = (path, json);

    /// <summary>The card given, else the one beside a model, else none.</summary>
    /// <param name="modelPath">The model's file.</param>
    /// <param name="cardPath">A card, which must be there.</param>
    /// <exception cref="ModelFormatException">The card cannot be read or is not valid.</exception>
    public static CardFile Find(string modelPath, string? cardPath)
    {
        string path = cardPath ?? ModelCard.PathFor(modelPath);
        if (cardPath is null && !File.Exists(path))
            return None(path);
        var card = new CardFile(path, ModelCardReader.ReadFile(path, "card"));
        // What is wrong with a whole card shows before a large model is loaded.
        if (card.IsWhole())
            ModelCardReader.Read(card._json!, path, isFile: true);
        return card;
    }

    /// <summary>No card.</summary>
    /// <param name="path">Where it would be, for messages.</param>
    public static CardFile None(string path) => new(path, null);

    /// <summary>The model with its card, completed by what the model is recognised by.</summary>
    /// <exception cref="ModelFormatException">The card is not valid, or what it lacks is not recognised.</exception>
    public VisionModel Complete(Model model)
    {
        if (_json is not null && IsWhole())
            return new VisionModel(model, ModelCardReader.Read(_json, _path, isFile: true));
        JsonObject own = _json is null ? [] : Parse();
        (JsonObject card, ModelRecognition recognition) = Recognizer.Recognize(model, HintsOf(own));
        Merge(own, card);
        byte[] whole = Encoding.UTF8.GetBytes(card.ToJsonString());
        return new VisionModel(model, ModelCardReader.Read(whole, _path, isFile: true)) { Recognition = recognition };
    }

    // Anything that is not an object of the right form is left to the reader, which says what is wrong with it.
    private bool IsWhole()
    {
        using JsonDocument document = ModelCardReader.Parse(_json!, _path);
        JsonElement card = document.RootElement;
        return card.ValueKind != JsonValueKind.Object || (card.TryGetProperty("task", out _)
            && IsWhole(card, "input", "width", "height") && IsWhole(card, "decoder", "type"));
    }

    private static bool IsWhole(JsonElement card, string name, params ReadOnlySpan<string> fields)
    {
        if (!card.TryGetProperty(name, out JsonElement part))
            return false;
        if (part.ValueKind != JsonValueKind.Object)
            return part.ValueKind != JsonValueKind.String;
        foreach (string field in fields)
        {
            if (!part.TryGetProperty(field, out _))
                return false;
        }

        return true;
    }

    private JsonObject Parse()
    {
        try
        {
            var card = (JsonObject)JsonNode.Parse(_json, documentOptions: ModelCardReader.Json with { AllowDuplicateProperties = false })!;
            // "decoder": "yolox" is short for "decoder": { "type": "yolox" }.
            if (card["decoder"] is JsonValue type)
                card["decoder"] = new JsonObject { ["type"] = type.DeepClone() };
            return card;
        }
        catch (JsonException error)
        {
            throw new ModelFormatException($"{_path}: not valid JSON: {error.Message}", error);
        }
    }

    private RecognitionHints HintsOf(JsonObject card)
    {
        string? decoder = card["decoder"] is JsonObject fields && fields["type"] is { } type ? type.ToString() : null;
        if (decoder is not null && !Recognizer.Decoders.Contains(decoder))
        {
            throw new ModelFormatException($"{_path}: 'decoder.type' \"{decoder}\" needs a whole card, with 'task', 'input' and"
                + $" 'decoder'. A short one may name {string.Join(", ", Recognizer.Decoders)}.");
        }

        int? width = Whole(card["input"], "width"), height = Whole(card["input"], "height");
        (VisionTask? task, int? labels) = _json is null ? (null, null) : ModelCardReader.ReadHints(_json, _path);
        return new RecognitionHints(decoder, task, labels,
            (width ?? height) is null ? null : (width ?? height!.Value, height ?? width!.Value));
    }

    private static int? Whole(JsonNode? part, string name) =>
        part is JsonObject fields && fields[name] is JsonValue value && value.TryGetValue(out int number)
            && number is > 0 and <= 16384 ? number : null;

    // The card's own fields replace those of the same name; objects are merged field by field.
    private static void Merge(JsonObject own, JsonObject card)
    {
        foreach ((string name, JsonNode? value) in own.ToArray())
        {
            if (value is JsonObject fields && card[name] is JsonObject found)
            {
                if (fields.ContainsKey("scale"))
                    found.Remove("std");
                Merge(fields, found);
            }
            else
            {
                card[name] = value?.DeepClone();
            }
        }
    }
}
