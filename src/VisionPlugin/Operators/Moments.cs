namespace VisionPlugin.Operators;

/// <summary>Mean and variance, as the normalisations that compute their own statistics share them.</summary>
internal static class Moments
{
    /// <summary>
    /// The mean and 1 / sqrt(variance + epsilon) of all elements; the variance divides by their number. NaN for none.
    /// Around zero the mean counts as 0.
    /// </summary>
    public static (double Mean, double InverseDeviation) Of(ReadOnlySpan<float> x, double epsilon, bool centered = true)
    {
        double sum = 0, squares = 0;
        foreach (float value in x)
            sum += value;
        double mean = centered ? sum / x.Length : 0;
        foreach (float value in x)
            squares += (value - mean) * (value - mean);
        return (mean, 1 / Math.Sqrt((squares / x.Length) + epsilon));
    }
}
