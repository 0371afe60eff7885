namespace VisionPlugin.Operators;

/// <summary>The reference values of <see cref="ReduceFunction"/>.</summary>
internal static class ReduceFunctions
{
    /// <summary>The value of floating-point elements, in double precision.</summary>
    public static double Apply(ReduceFunction function, ReadOnlySpan<double> x) => function switch
    {
        ReduceFunction.Sum => Sum(x),
        ReduceFunction.Mean => Sum(x) / x.Length,
        ReduceFunction.Prod => Fold(x, 1, (a, b) => a * b),
        ReduceFunction.Max => Max(x),
        ReduceFunction.Min => Fold(x, double.PositiveInfinity, Math.Min),
        ReduceFunction.SumSquare => Fold(x, 0, (a, b) => a + (b * b)),
        ReduceFunction.L1 => Fold(x, 0, (a, b) => a + Math.Abs(b)),
        ReduceFunction.L2 => Math.Sqrt(Fold(x, 0, (a, b) => a + (b * b))),
        ReduceFunction.LogSum => Math.Log(Sum(x)),
        ReduceFunction.LogSumExp => LogSumExp(x),
        _ => throw new InvalidOperationException($"{function} reduces nothing."),
    };

    /// <summary>
    /// The value of integer elements; its low bits are those of arithmetic that wraps around in any of the element
    /// types.
    /// </summary>
    public static Int128 Apply(ReduceFunction f, ReadOnlySpan<Int128> x, Int128 min, Int128 max) => f switch
    {
        ReduceFunction.Sum => Fold(x, 0, (a, b) => a + b),
        ReduceFunction.Mean => x.IsEmpty ? 0 : Fold(x, 0, (a, b) => a + b) / x.Length,
        ReduceFunction.Prod => Fold(x, 1, (a, b) => a * b),
        ReduceFunction.Max => Fold(x, min, Int128.Max),
        ReduceFunction.Min => Fold(x, max, Int128.Min),
        ReduceFunction.SumSquare => Fold(x, 0, (a, b) => a + (b * b)),
        ReduceFunction.L1 => Fold(x, 0, (a, b) => a + Int128.Abs(b)),
        _ => Rounded(f, x),
    };

    private static double Sum(ReadOnlySpan<double> x) => Fold(x, 0, (a, b) => a + b);

    private static double Max(ReadOnlySpan<double> x) => Fold(x, double.NegativeInfinity, Math.Max);

    private static double LogSumExp(ReadOnlySpan<double> x)
    {
        double max = Max(x);
        return double.IsInfinity(max) ? max : max + Math.Log(Fold(x, 0, (a, b) => a + Math.Exp(b - max)));
    }

    // Roots and logarithms of integers, truncated.
    private static Int128 Rounded(ReduceFunction function, ReadOnlySpan<Int128> x)
    {
        var real = new double[x.Length];
        for (int i = 0; i < real.Length; i++)
            real[i] = (double)x[i];
        return Int128.CreateSaturating(Apply(function, real));
    }

    private static T Fold<T>(ReadOnlySpan<T> x, T start, Func<T, T, T> combine)
    {
        foreach (T value in x)
            start = combine(start, value);
        return start;
    }
}
