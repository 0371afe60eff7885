namespace VisionPlugin.Operators;

/// <summary>Builds the interpolation tables of <see cref="Resize"/>: its modes as weights by distance.</summary>
internal static class ResizeFilter
{
    // Only an axis without output is scaled so far down that its filter is longer.
    private const int MaxHalf = 1 << 29;

    /// <summary>The table of one axis. Memory: a few numbers an output element.</summary>
    public static ResizeTaps Build(Resize resize, ResizeAxis axis)
    {
        if (axis.IsIdentity)
            return new ResizeTaps(1, [.. Enumerable.Range(0, axis.Input)], [.. Enumerable.Repeat(1.0, axis.Input)]);
        int count = CountOf(resize, axis), half = count / 2;
        var taps = new ResizeTaps(count, new int[axis.Output * count], new double[axis.Output * count]);
        for (int o = 0; o < axis.Output; o++)
        {
            double x = axis.Position(o, resize.Coordinates);
            Span<int> positions = taps.Positions.AsSpan(o * count, count);
            Span<double> weights = taps.Weights.AsSpan(o * count, count);
            bool isOutside = resize.Coordinates == CoordinateMode.TfCropAndResize && !(x >= 0 && x <= axis.Input - 1);
            int first = resize.Mode == Interpolation.Nearest
                ? Nearest(x, resize.Nearest, axis.Input)
                : Floor(x, axis.Input) - half + 1;
            for (int k = 0; k < count; k++)
                positions[k] = isOutside ? -1 : Math.Clamp(first + k, 0, axis.Input - 1);
            // The extrapolation value as it is: far outside, no element would have a weight.
            if (isOutside)
                weights[0] = 1;
            else
                SetWeights(resize, axis, x, first, weights);
        }

        return taps;
    }

    /// <summary>Input elements that an output element along an axis is made of.</summary>
    public static int CountOf(Resize resize, ResizeAxis axis) =>
        resize.Mode == Interpolation.Nearest || axis.IsIdentity
            ? 1
            : 2 * (int)Math.Min(Math.Ceiling(Support(resize.Mode) / Stretch(resize, axis)), MaxHalf);

    private static void SetWeights(Resize resize, ResizeAxis axis, double x, int first, Span<double> weights)
    {
        if (weights.Length == 1)
        {
            weights[0] = 1;
            return;
        }

        double stretch = Stretch(resize, axis), sum = 0;
        for (int k = 0; k < weights.Length; k++)
        {
            bool isExcluded = resize.ExcludeOutside && (uint)(first + k) >= (uint)axis.Input;
            weights[k] = isExcluded ? 0 : Weight(resize, (first + k - x) * stretch);
            sum += weights[k];
        }

        for (int k = 0; k < weights.Length; k++)
            weights[k] /= sum;
    }

    // With antialiasing the filter widens as the picture shrinks.
    private static double Stretch(Resize resize, ResizeAxis axis) => resize.Antialias ? Math.Min(1, axis.Scale) : 1;

    private static double Support(Interpolation mode) => mode == Interpolation.Cubic ? 2 : 1;

    private static double Weight(Resize resize, double distance)
    {
        double d = Math.Abs(distance), a = resize.CubicCoefficient;
        if (resize.Mode == Interpolation.Linear)
            return Math.Max(0, 1 - d);
        return d <= 1 ? ((((a + 2) * d) - (a + 3)) * d * d) + 1
            : d < 2 ? ((((((a * d) - (5 * a)) * d) + (8 * a)) * d) - (4 * a))
            : 0;
    }

    private static int Nearest(double x, NearestMode mode, int size) => Floor(
        mode switch
        {
            NearestMode.RoundPreferFloor => Math.Ceiling(x - 0.5),
            NearestMode.RoundPreferCeil => Math.Floor(x + 0.5),
            NearestMode.Floor => Math.Floor(x),
            _ => Math.Ceiling(x),
        },
        size);

    // Positions far outside are all the same: the nearest edge.
    private static int Floor(double x, int size) => (int)Math.Clamp(Math.Floor(x), -2, size + 1);
}
