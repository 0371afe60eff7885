using System.Globalization;

namespace VisionPlugin.Analysis.Drawing;

/// <summary>Large numbers for people.</summary>
public static class Quantity
{
    private static readonly string[] Units = ["", " k", " M", " G", " T", " P", " E"];

    /// <summary>Three digits and a unit, thousands each: <c>640</c>, <c>9.41 k</c>, <c>138 M</c>, <c>15.5 G</c>.</summary>
    /// <param name="value">0 or more.</param>
    public static string Of(long value)
    {
        double scaled = value;
        int unit = 0;
        // What rounds to 1000 is 1 of the next unit.
        for (; unit < Units.Length - 1 && scaled >= 999.5; unit++)
            scaled /= 1000;
        string format = unit == 0 || scaled >= 99.95 ? "0" : scaled >= 9.995 ? "0.0" : "0.00";
        return scaled.ToString(format, CultureInfo.InvariantCulture) + Units[unit];
    }
}
