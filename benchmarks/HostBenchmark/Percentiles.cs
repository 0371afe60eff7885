using System.Globalization;

namespace VisionPlugin.Benchmarks;

/// <summary>Times in milliseconds: the usual one, the one of a hundred that is longer, the longest.</summary>
internal sealed record Percentiles(double P50, double P99, double Max)
{
    /// <summary>Of times in any order.</summary>
    public static Percentiles Of(IReadOnlyCollection<double> times)
    {
        double[] sorted = [.. times.Order()];
        return sorted.Length == 0 ? new Percentiles(0, 0, 0)
            : new Percentiles(sorted[sorted.Length / 2], sorted[(int)(0.99 * (sorted.Length - 1))], sorted[^1]);
    }

    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"{P50,6:F2} {P99,6:F2} {Max,6:F2}");
}
