using System.Globalization;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>Numbers as people read them, whatever the machine's language.</summary>
internal static class Figures
{
    /// <summary>Three digits: <c>0.125</c>, <c>1.2e-6</c>, <c>NaN</c>, <c>∞</c>.</summary>
    public static string Of(double value)
    {
        if (double.IsNaN(value))
            return "NaN";
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        string text = value.ToString("G3", CultureInfo.InvariantCulture);
        int e = text.IndexOf('E', StringComparison.Ordinal);
        return (e < 0 ? text : $"{text[..e]}e{int.Parse(text[(e + 1)..], CultureInfo.InvariantCulture)}").Replace('-', '−');
    }

    /// <summary>Seven digits, as many as single precision has: to tell two values apart.</summary>
    public static string Exactly(double value) => !double.IsFinite(value) ? Of(value)
        : value.ToString("G7", CultureInfo.InvariantCulture).Replace("E", "e", StringComparison.Ordinal).Replace('-', '−');

    /// <summary>A part as percentage: <c>0.125 %</c>, <c>1,540 %</c>.</summary>
    public static string Percent(double part) => (100 * part) switch
    {
        double percent when !double.IsFinite(percent) => Of(percent),
        >= 1000 and < 1e7 and double percent => percent.ToString("#,0", CultureInfo.InvariantCulture) + " %",
        double percent => Of(percent) + " %",
    };

    /// <summary>Milliseconds.</summary>
    public static string Ms(double ms) => ms switch
    {
        0 => "0",
        < 0.001 => "< 0.001",
        < 1 => ms.ToString("0.000", CultureInfo.InvariantCulture),
        < 100 => ms.ToString("0.00", CultureInfo.InvariantCulture),
        _ => ms.ToString("N0", CultureInfo.InvariantCulture),
    };

    /// <summary>Sizes or an index: <c>[1, 64, 112, 112]</c>.</summary>
    public static string List(IEnumerable<int> numbers) => $"[{string.Join(", ", numbers)}]";
}
