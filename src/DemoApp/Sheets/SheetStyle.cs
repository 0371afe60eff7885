using System.Globalization;
using VisionPlugin.DemoApp.Overlay;

namespace VisionPlugin.DemoApp.Sheets;

/// <summary>Colours and sizes that all sheets have.</summary>
internal static class SheetStyle
{
    /// <summary>Heights of capitals in pixels: the title, facts and what is written at tiles.</summary>
    public const float Title = 11, Fact = 8, Label = 7;

    /// <summary>Pixels around everything, and between tiles.</summary>
    public const int Margin = 12, Gap = 6;

    /// <summary>The tallest and widest that a sheet is made if that leaves its tiles large enough.</summary>
    public const int Width = 1500, Height = 1300;

    public static readonly Rgb Background = new(14, 14, 14);
    public static readonly Rgb Ink = new(235, 235, 235);
    public static readonly Rgb Faint = new(165, 165, 165);

    // Where a channel has nothing to show.
    public static readonly Rgb Warning = new(255, 135, 100);

    /// <summary>A number in four digits.</summary>
    public static string Number(double value) => value.ToString("G4", CultureInfo.InvariantCulture);

    /// <summary>Text that is at most <paramref name="width"/> pixels wide: its middle is left out if need be.</summary>
    public static string Shorten(string text, float size, float width)
    {
        // Nobody reads that much, and each try costs.
        if (text.Length > 400)
            text = text[..200] + text[^200..];
        if (PictureCanvas.TextWidth(size, text) <= width)
            return text;
        for (int kept = text.Length - 1; kept > 2; kept--)
        {
            string shorter =
                string.Concat(text.AsSpan(0, (kept + 1) / 2), "...", text.AsSpan(text.Length - (kept / 2)));
            if (PictureCanvas.TextWidth(size, shorter) <= width)
                return shorter;
        }

        return "...";
    }
}
