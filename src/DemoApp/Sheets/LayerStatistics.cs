namespace VisionPlugin.DemoApp.Sheets;

/// <summary>What is told of the numbers of a layer.</summary>
/// <param name="Min">The least of the finite ones; 0 if there are none.</param>
/// <param name="Max">The greatest.</param>
/// <param name="Mean">Their mean.</param>
/// <param name="Rms">The root of the mean of their squares.</param>
/// <param name="Zeros">Share of numbers that are 0, of all: 0..1.</param>
/// <param name="NotFinite">How many are NaN or infinite.</param>
/// <param name="DeadChannels">How many channels hold nothing but 0.</param>
internal readonly record struct LayerStatistics(
    float Min, float Max, double Mean, double Rms, double Zeros, int NotFinite, int DeadChannels)
{
    /// <summary>Counts.</summary>
    /// <param name="values">The numbers, channel by channel.</param>
    /// <param name="channels">Number of channels.</param>
    public static LayerStatistics Of(ReadOnlySpan<float> values, int channels)
    {
        float min = float.PositiveInfinity, max = float.NegativeInfinity;
        double sum = 0, squares = 0;
        int zeros = 0, finite = 0, dead = 0, length = values.Length / channels;
        for (int c = 0; c < channels; c++)
        {
            int zerosBefore = zeros;
            foreach (float value in values.Slice(c * length, length))
            {
                if (!float.IsFinite(value))
                    continue;
                finite++;
                zeros += value == 0 ? 1 : 0;
                (min, max) = (Math.Min(min, value), Math.Max(max, value));
                sum += value;
                squares += (double)value * value;
            }

            dead += zeros - zerosBefore == length ? 1 : 0;
        }

        return finite == 0 ? new LayerStatistics(0, 0, 0, 0, 0, values.Length, 0)
            : new LayerStatistics(min, max, sum / finite, Math.Sqrt(squares / finite), (double)zeros / values.Length,
                values.Length - finite, dead);
    }
}
