using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Nodes;
using VisionPlugin.Graphs;

namespace VisionPlugin.Cards.Recognition;

/// <summary>Finds the family of a model and writes its card.</summary>
internal static class Recognizer
{
    // The first that fits counts. Forms that only one family has come before those that several share:
    // - a suppression in the graph, which is cut off;
    // - objects that metadata calls final, before tables of many predictions;
    // - N tells v5 (three anchors a cell) from the others (one); v8's columns tell it from YOLOX's rows;
    // - the graph tells NanoDet from YOLOX: where the sigmoid is.
    private static readonly ImmutableArray<Family> Families =
    [
        new("ssd", VisionTask.Detect, f => f.Suppression is null ? FamilyMatch.No("") : SsdFamilies.Suppressed(f, f.Suppression)),
        new("end-to-end", VisionTask.Detect, f => f.Metadata.IsEndToEnd || f.IsForced ? YoloFamilies.EndToEnd(f) : FamilyMatch.No("")),
        new("yolov5", VisionTask.Detect, YoloFamilies.V5),
        new("yolov8", VisionTask.Detect, YoloFamilies.V8),
        new("nanodet", VisionTask.Detect, NanoDetFamily.Match),
        new("yolox", VisionTask.Detect, YoloFamilies.X),
        new("yolov5-grid", VisionTask.Detect, YoloFamilies.V5Grid),
        new("ssd", VisionTask.Detect, SsdFamilies.Match),
        new("end-to-end", VisionTask.Detect, YoloFamilies.EndToEnd),
        new("classification", VisionTask.Classify, PlainFamilies.Classifier),
    ];

    // Too plain to be told from others: only if a card names the task or the decoder.
    private static readonly ImmutableArray<Family> NamedFamilies =
    [
        new("segmentation", VisionTask.Segment, PlainFamilies.Segmenter),
        new("embedding", VisionTask.Embed, PlainFamilies.Embedder),
    ];

    /// <summary>Names of the decoders that a short card may name.</summary>
    public static IEnumerable<string> Decoders => Families.Concat(NamedFamilies).Select(f => f.Decoder).Distinct();

    /// <summary>Recognises a model.</summary>
    /// <param name="model">The model.</param>
    /// <param name="hints">What is known already.</param>
    /// <exception cref="ModelFormatException">
    /// It is of no known family: says for each what was expected, and what was found.
    /// </exception>
    public static (JsonObject Card, ModelRecognition Recognition) Recognize(Model model, RecognitionHints hints)
    {
        ModelFacts facts = Examine(model, hints);
        var misfits = new List<string>();
        foreach (Family family in Families.Concat(hints.Task is null && hints.Decoder is null ? [] : NamedFamilies))
        {
            bool isTask = (hints.Task ?? family.Task) == family.Task;
            if ((hints.Decoder ?? family.Decoder) != family.Decoder || (!isTask && hints.Decoder is null))
                continue;
            FamilyMatch match = isTask ? family.Match(facts)
                : FamilyMatch.No($"is to {NameOf(family.Task)}; the card's task is to {NameOf(hints.Task!.Value)}");
            string? misfit = match.Misfit ?? Contradiction(facts, match);
            if (misfit is null)
                return Describe(model, facts, family, match);
            if (misfit.Length > 0)
                misfits.Add($"{family.Decoder} {misfit}");
        }

        string wanted = hints.Decoder is { } decoder
            ? $"does not fit the decoder '{decoder}' that its card names" : "is of no family that is recognised";
        throw new ModelFormatException(
            $"{model.Name} {wanted}. Its outputs are {facts.OutputText} for an input of {facts.Input.Width} x {facts.Input.Height}."
            + string.Concat(misfits.Select(m => Environment.NewLine + "  " + m + "."))
            + Environment.NewLine + "Write a card that says how they are read: docs/cards.md.");
    }

    private static string NameOf(VisionTask task) => task.ToString().ToLowerInvariant();

    private static ModelFacts Examine(Model model, RecognitionHints hints)
    {
        try
        {
            return ModelFacts.Of(model, hints);
        }
        catch (ShapeMismatchException error)
        {
            throw new ModelFormatException(
                $"{model.Name} has no whole card, and cannot be examined without one: {error.Message}", error);
        }
    }

    private static string? Contradiction(ModelFacts facts, FamilyMatch match) =>
        facts.Hints.Classes is { } labels && match.Classes > 0 && labels != match.Classes
            ? string.Create(CultureInfo.InvariantCulture, $"would have {match.Classes} classes; the card has {labels} labels") : null;

    private static (JsonObject, ModelRecognition) Describe(Model model, ModelFacts facts, Family family, FamilyMatch match)
    {
        ImageInput found = facts.Input;
        var input = new JsonObject { ["name"] = found.Name, ["width"] = found.Width, ["height"] = found.Height };
        if (found.IsChannelsLast)
            input["layout"] = "nhwc";
        MoveAll(match.Input, input);
        if (found.Channels == 1)
            MakeGrey(input);
        var decoder = new JsonObject { ["type"] = family.Decoder };
        MoveAll(match.Decoder, decoder);

        ImmutableArray<string> names = facts.Metadata.Names;
        bool areNamesRight = names.Length == match.Classes || match.Classes == 0;
        var card = new JsonObject
        {
            ["name"] = Path.GetFileNameWithoutExtension(model.Name) is { Length: > 0 } stem ? stem : "model",
            ["task"] = NameOf(family.Task),
            ["input"] = input,
            ["decoder"] = decoder,
        };
        IEnumerable<string> labels = names.IsEmpty || !areNamesRight ? match.Labels : names;
        if (labels.Any() && family.Task != VisionTask.Embed)
            card["labels"] = new JsonArray([.. labels.Select(n => (JsonNode)n)]);
        if (facts.Metadata.Description is { } description)
            card["source"] = description;
        if (facts.Metadata.Licence is { } licence)
            card["licence"] = licence;

        ImmutableArray<string> notes = [.. match.Notes, .. SizeNotes(found),
            .. areNamesRight ? Array.Empty<string>() : [string.Create(CultureInfo.InvariantCulture,
                $"The metadata names {names.Length} classes, the output has {match.Classes}: the names are not used.")]];
        var recognition = new ModelRecognition
        {
            Decoder = family.Decoder,
            Reasons = [.. match.Reasons],
            Notes = notes,
            CardText = CardText.Write(card, [$"Written by VisionPlugin, which took the model for {family.Decoder}:",
                .. match.Reasons.Concat(notes).Select(line => "- " + line), "docs/cards.md says what every field means."]),
        };
        return (card, recognition);
    }

    private static IEnumerable<string> SizeNotes(ImageInput input) => !input.IsGuessed ? [] :
        [string.Create(CultureInfo.InvariantCulture,
            $"The model leaves the size of its input open, and nothing tells it: {input.Width} x {input.Height} is taken.")];

    private static void MoveAll(JsonObject from, JsonObject to)
    {
        foreach ((string key, JsonNode? value) in from.ToArray())
        {
            from.Remove(key);
            to[key] = value;
        }
    }

    // One channel has one mean and one deviation.
    private static void MakeGrey(JsonObject input)
    {
        input["channels"] = "gray";
        foreach (string field in (string[])["mean", "std"])
        {
            if (input[field] is JsonArray values)
                input[field] = values.Average(v => v!.GetValue<double>());
        }
    }
}
