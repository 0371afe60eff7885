namespace VisionPlugin.Analysis.Drawing;

/// <summary>
/// The numbers nearest to others, by weighted squares, that do not fall: neighbours in the wrong order are pooled to their mean (Ayer et
/// al., An Empirical Distribution Function for Sampling with Incomplete Information, 1955).
/// </summary>
internal static class OrderedRegression
{
    /// <summary>The ordered numbers, in O(length).</summary>
    public static double[] Of(ReadOnlySpan<(double Value, double Weight)> wishes)
    {
        var pools = new (double Value, double Weight, int Length)[wishes.Length];
        int count = 0;
        foreach ((double value, double weight) in wishes)
        {
            (double Value, double Weight, int Length) pool = (value, weight, 1);
            for (; count > 0 && pools[count - 1].Value >= pool.Value; count--)
            {
                (double Value, double Weight, int Length) before = pools[count - 1];
                double sum = before.Weight + pool.Weight;
                pool = (((before.Value * before.Weight) + (pool.Value * pool.Weight)) / sum, sum, before.Length + pool.Length);
            }

            pools[count++] = pool;
        }

        var result = new double[wishes.Length];
        for (int i = 0, at = 0; i < count; at += pools[i].Length, i++)
            Array.Fill(result, pools[i].Value, at, pools[i].Length);
        return result;
    }
}
