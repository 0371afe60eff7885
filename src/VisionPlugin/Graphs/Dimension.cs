using System.Globalization;

namespace VisionPlugin.Graphs;

/// <summary>One size in the declared shape of a model's input: fixed, or symbolic and chosen per run.</summary>
/// <param name="Size">The size; null if symbolic.</param>
/// <param name="Symbol">The symbol's name, where it has one: <c>batch</c>.</param>
public readonly record struct Dimension(int? Size, string? Symbol = null)
{
    /// <summary>The size, else the symbol, else <c>?</c>.</summary>
    public override string ToString() => Size?.ToString(CultureInfo.InvariantCulture) ?? Symbol ?? "?";
}
