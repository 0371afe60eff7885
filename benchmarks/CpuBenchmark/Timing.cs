using System.Diagnostics;

namespace VisionPlugin.Benchmarks;

/// <summary>Times of many runs, in milliseconds.</summary>
/// <param name="Least">The fastest run: what the machine does when nothing disturbs it.</param>
/// <param name="Median">The usual run.</param>
internal sealed record Timing(double Least, double Median)
{
    /// <summary>Runs an action until it is warm, then times it.</summary>
    public static Timing Of(Action action, int runs)
    {
        long start = Stopwatch.GetTimestamp();
        do
            action();
        while (Stopwatch.GetElapsedTime(start).TotalMilliseconds < 300);
        var times = new double[runs];
        for (int i = 0; i < runs; i++)
        {
            start = Stopwatch.GetTimestamp();
            action();
            times[i] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        }

        return From(times);
    }

    /// <summary>Summarises times.</summary>
    public static Timing From(double[] times)
    {
        Array.Sort(times);
        return new Timing(times[0], times[times.Length / 2]);
    }
}
