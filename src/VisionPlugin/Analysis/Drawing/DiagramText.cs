using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using VisionPlugin.Tensors;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>The words of a drawing.</summary>
internal static class DiagramText
{
    private const int LongestLine = 34;

    /// <summary>A layer: operator with what was merged into it, name, output shape and parameters.</summary>
    public static DiagramNode Of(LayerAnalysis layer)
    {
        string output = layer.Output is { } shape ? Shape(shape) : "";
        string size = layer.Parameters > 0 ? $"{output} · {Quantity.Of(layer.Parameters)} params" : output;
        return new DiagramNode(
            Clean(layer.Title), [.. Wrap(layer.Merged.Select(m => $"+ {LayerTitle.Short(m.Operator)}")), Short(layer.Node.Name), size], layer.Kind, Details(layer));
    }

    /// <summary>An input or output of the network.</summary>
    public static DiagramNode Terminal(string title, string name, TensorInfo info) =>
        new(title, [Short(name), Shape(info.Shape)], null, [$"{Clean(name)}: {info.DataType} {Shape(info.Shape)}"]);

    /// <summary>What stands above the drawing.</summary>
    public static string Heading(string name, ImmutableArray<LayerAnalysis> layers) => Clean(string.Create(CultureInfo.InvariantCulture,
        $"{name}: {layers.Length:N0} layers, {layers.Sum(l => l.Parameters):N0} parameters, {layers.Sum(l => l.Macs):N0} MACs"));

    /// <summary>Sizes of a shape: <c>1x64x112x112</c>.</summary>
    public static string Shape(TensorShape shape) => shape.Rank == 0 ? "scalar" : string.Join('x', shape.Sizes.ToArray());

    /// <summary>
    /// A text of a stranger's file as one line: what controls the text, turns its direction or is half a character is replaced.
    /// </summary>
    public static string Clean(string text)
    {
        var clean = new StringBuilder(text.Length);
        foreach (Rune rune in text.EnumerateRunes())
        {
            bool isHidden = Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;
            clean.Append(isHidden ? Rune.ReplacementChar.ToString() : rune.ToString());
        }

        return clean.ToString();
    }

    // The ends of a name tell layers apart; the whole name is among the details.
    private static string Short(string name)
    {
        Rune[] runes = [.. Clean(name).EnumerateRunes()];
        const int Begin = 12, End = LongestLine - Begin - 1;
        return runes.Length <= LongestLine ? string.Concat(runes) : $"{string.Concat(runes[..Begin])}…{string.Concat(runes[^End..])}";
    }

    private static List<string> Wrap(IEnumerable<string> words)
    {
        var lines = new List<string>();
        foreach (string word in words.Select(Clean))
        {
            if (lines.Count > 0 && lines[^1].Length + 1 + word.Length <= LongestLine)
                lines[^1] += $" {word}";
            else
                lines.Add(word);
        }

        return lines;
    }

    private static ImmutableArray<string> Details(LayerAnalysis layer)
    {
        var lines = ImmutableArray.CreateBuilder<string>();
        lines.Add(Clean($"{layer.Node.Name}: {layer.Summary}"));
        foreach (string merged in layer.Merged.Select(m => m.ToString()))
            lines.Add(Clean($"merged: {merged}"));
        foreach (SizeFormula size in layer.Sizes)
            lines.Add($"size: {size}");
        if (layer.Field is { } field)
            lines.Add($"receptive field: {field}");
        if (layer.Parameters > 0)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"parameters: {layer.Parameters:N0} ({100 * layer.ParameterShare:0.##} %)"));
        if (layer.Macs > 0)
            lines.Add(string.Create(CultureInfo.InvariantCulture, $"MACs: {layer.Macs:N0} ({100 * layer.MacShare:0.##} %)"));
        return lines.ToImmutable();
    }
}
