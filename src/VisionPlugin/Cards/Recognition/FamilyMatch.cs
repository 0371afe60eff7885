using System.Text.Json.Nodes;

namespace VisionPlugin.Cards.Recognition;

/// <summary>Whether a model is of a family: the card's objects "input" and "decoder" for it, or why it is not.</summary>
internal sealed record FamilyMatch
{
    /// <summary>Why the model does not belong to the family, with the shapes expected; null if it does.</summary>
    public string? Misfit { get; private init; }

    /// <summary>How a picture becomes the input, but for its size.</summary>
    public JsonObject Input { get; init; } = [];

    /// <summary>How the outputs are read, but for the type.</summary>
    public JsonObject Decoder { get; init; } = [];

    /// <summary>Number of classes.</summary>
    public int Classes { get; init; }

    /// <summary>Names of the classes, where the family itself tells them; empty if it does not.</summary>
    public IReadOnlyList<string> Labels { get; init; } = [];

    /// <summary>What the family was recognised by.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>What was taken for granted, and what is ignored: worth a look.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>A model that does not belong to the family.</summary>
    public static FamilyMatch No(string why) => new() { Misfit = why };
}
