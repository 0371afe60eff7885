using System.Text;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>
/// How wide a text is, whatever sans-serif font the reader has: the widths of DejaVu Sans, the widest of the usual ones, by groups of letters.
/// </summary>
internal static class TextWidth
{
    private const int FirstWide = 0x1100;

    /// <summary>The width in pixels, seldom less than the truth.</summary>
    public static double Of(string text, double fontSize, bool isBold = false)
    {
        double width = text.EnumerateRunes().Sum(OfRune);
        return width * fontSize * (isBold ? 1.12 : 1);
    }

    // In parts of the font's size.
    private static double OfRune(Rune rune) => rune.Value switch
    {
        'i' or 'j' or 'l' or 'I' or '.' or ',' or ':' or ';' or '\'' or '|' or '!' or ' ' or '/' or '·' or 'f' or 't' or 'r' => 0.42,
        'm' or 'w' or 'M' or 'W' or '%' or '@' or '…' => 1,
        _ when rune.Value >= FirstWide => 1.05,
        _ when Rune.IsUpper(rune) => 0.74,
        _ => 0.64,
    };
}
