using System.Text.Json.Nodes;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cards.Recognition;

/// <summary>Networks with a plain output: scores of classes, and, if a short card says so, a mask or a vector.</summary>
internal static class PlainFamilies
{
    /// <summary>C scores.</summary>
    public static FamilyMatch Classifier(ModelFacts facts)
    {
        RecognizedOutput[] vectors = [.. facts.Outputs.Where(o => IsVector(o.Shape) && o.Shape.Length >= 2)];
        if (vectors.Length == 0 || vectors.Length < facts.Outputs.Length)
            return FamilyMatch.No("expects outputs [1, classes] only");
        // Where logits and probabilities are both there, probabilities.
        bool[] areProbabilities = [.. vectors.Select(v => facts.SourcesOf(v).Any(s => s.Operator is "Softmax" or "Sigmoid"))];
        int index = Math.Max(Array.IndexOf(areProbabilities, true), 0);
        bool isUltralytics = facts.Metadata.IsUltralytics;
        bool areLogits = !areProbabilities[index];
        JsonObject input = isUltralytics ? InputPresets.Rgb("center-crop", 0, 255)
            : facts.Input.Channels == 1 ? InputPresets.Rgb("stretch", 0, 255) : InputPresets.ImageNet;
        return new FamilyMatch
        {
            Input = input,
            Decoder = new JsonObject { ["outputs"] = new JsonArray(vectors[index].Name), ["softmax"] = areLogits },
            Classes = vectors[index].Shape.Length,
            Reasons =
            [
                $"{vectors[index]} has one number for each of {vectors[index].Shape.Length} classes.",
                areLogits ? "No softmax comes before it: they are logits." : "They are probabilities.",
            ],
            Notes = isUltralytics ? [] : [facts.Input.Channels == 1
                ? "Pictures are given on 0..1. A network may want another range: look at 'mean' and 'std'."
                : "Pictures are given as torchvision's ImageNet networks want them. A network may want another range: look at 'mean' and 'std'."],
        };
    }

    /// <summary>A mask (1, C, H, W).</summary>
    public static FamilyMatch Segmenter(ModelFacts facts)
    {
        RecognizedOutput mask = facts.Outputs.FirstOrDefault(o => o.Shape is { Rank: 4, Length: > 0 } && o.Shape[0] == 1);
        if (mask.Name is null)
            return FamilyMatch.No("expects an output [1, classes, H, W]");
        bool areLogits = mask.Shape[1] == 1 && !facts.SourcesOf(mask).Any(s => s.Operator == "Sigmoid");
        return new FamilyMatch
        {
            Input = InputPresets.Rgb("stretch", 0, 255),
            Decoder = new JsonObject { ["outputs"] = new JsonArray(mask.Name), ["sigmoid"] = areLogits },
            Classes = mask.Shape[1],
            Reasons = [$"{mask} has a score for each pixel."],
            Notes = ["Pictures are given on 0..1. A network may want another range: look at 'mean' and 'std'."],
        };
    }

    /// <summary>A vector of D numbers.</summary>
    public static FamilyMatch Embedder(ModelFacts facts)
    {
        RecognizedOutput vector = facts.Outputs.FirstOrDefault(o => IsVector(o.Shape));
        return vector.Name is null ? FamilyMatch.No("expects an output [1, D]") : new FamilyMatch
        {
            Input = InputPresets.Rgb("stretch", 0, 255),
            Decoder = new JsonObject { ["outputs"] = new JsonArray(vector.Name) },
            Reasons = [$"{vector} is a vector."],
            Notes = ["Pictures are given on 0..1. A network may want another range: look at 'mean' and 'std'."],
        };
    }

    private static bool IsVector(TensorShape shape) => shape.Length > 0 && shape.Sizes.ToArray().Count(s => s > 1) <= 1;
}
