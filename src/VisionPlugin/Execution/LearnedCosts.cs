namespace VisionPlugin.Execution;

/// <summary>
/// What each step of a sequence costs, learned while it runs: a moving average that follows lasting changes within a
/// few runs, falls faster than it rises, and shrugs off a single hiccup (a garbage collection, another process) and
/// what a first run takes longer (code is compiled, memory touched for the first time).
/// </summary>
/// <param name="steps">Number of steps.</param>
internal sealed class LearnedCosts(int steps)
{
    // Weight of the newest time if it is more and if it is less, and how much more than expected it may count.
    private const double Weight = 0.25, WeightOfLess = 0.5, MostRise = 4;

    // Times below are not worth telling apart, so that they never count as a rise.
    private const double Floor = 50e-6;

    // Seconds; negative while unknown.
    private readonly double[] _seconds = Unknown(steps);
    private readonly bool[] _isRepeated = new bool[steps];

    /// <summary>True once the step has run.</summary>
    public bool IsKnown(int step) => _seconds[step] >= 0;

    /// <summary>Seconds to expect; 0 while unknown.</summary>
    public double Expect(int step) => Math.Max(_seconds[step], 0);

    /// <summary>Seconds to expect of the steps from <paramref name="first"/> on.</summary>
    public double ExpectFrom(int first)
    {
        double sum = 0;
        for (int step = first; step < _seconds.Length; step++)
            sum += Expect(step);
        return sum;
    }

    /// <summary>Notes how long a step took.</summary>
    public void Learn(int step, double seconds)
    {
        ref double known = ref _seconds[step];
        if (known < 0)
        {
            known = seconds;
            return;
        }

        if (seconds < known)
            known = _isRepeated[step] ? known + (WeightOfLess * (seconds - known)) : seconds;
        else
            known += Weight * (Math.Min(seconds, Math.Max(MostRise * known, Floor)) - known);
        _isRepeated[step] = true;
    }

    private static double[] Unknown(int steps)
    {
        double[] seconds = new double[steps];
        Array.Fill(seconds, -1);
        return seconds;
    }
}
