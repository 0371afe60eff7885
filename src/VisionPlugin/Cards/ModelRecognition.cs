using System.Collections.Immutable;

namespace VisionPlugin.Cards;

/// <summary>
/// How a model was understood that has no card, or a short one: by its metadata, the shapes of its outputs and what these
/// are put together from. docs/your-own-model.md lists the families.
/// </summary>
public sealed record ModelRecognition
{
    internal ModelRecognition()
    {
    }

    /// <summary>The family: the type of decoder that a card names, such as <c>yolov8</c>.</summary>
    public required string Decoder { get; init; }

    /// <summary>What it was recognised by.</summary>
    public required ImmutableArray<string> Reasons { get; init; }

    /// <summary>What was taken for granted and what is ignored: worth a look if results are not as they should be.</summary>
    public required ImmutableArray<string> Notes { get; init; }

    /// <summary>The whole card as a file, with reasons and notes as comments.</summary>
    public required string CardText { get; init; }

    /// <summary>One line: the family and why.</summary>
    public override string ToString() => $"recognised as {Decoder}: {string.Join(" ", Reasons)}";
}
