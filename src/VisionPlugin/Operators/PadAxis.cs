namespace VisionPlugin.Operators;

/// <summary>
/// Padding along one axis, resolved. Negative padding crops first; what is left is then padded, so that Reflect, Edge
/// and Wrap never show elements that were cropped.
/// </summary>
/// <param name="Mode">What the padding holds.</param>
/// <param name="Input">Input size.</param>
/// <param name="Begin">Elements added before the input; removed if negative.</param>
/// <param name="End">Elements added after the input; removed if negative.</param>
public readonly record struct PadAxis(PadMode Mode, int Input, int Begin, int End)
{
    /// <summary>Output size.</summary>
    public int Output => Input + Begin + End;

    /// <summary>The input position that an output position shows; -1 for the constant.</summary>
    public int Source(int o)
    {
        int first = Math.Max(0, -Begin), last = Input - 1 - Math.Max(0, -End);
        int count = last - first + 1, i = o - Math.Max(0, Begin);
        if (i >= 0 && i < count)
            return first + i;
        return Mode switch
        {
            PadMode.Constant => -1,
            PadMode.Edge => i < 0 ? first : last,
            PadMode.Wrap => first + Modulo(i, count),
            _ => first + Mirror(i, count),
        };
    }

    // Reflection repeats with a period of 2 (count - 1): there and back, the edges once each.
    private static int Mirror(int i, int count)
    {
        if (count == 1)
            return 0;
        int phase = Modulo(i, 2 * (count - 1));
        return phase < count ? phase : (2 * (count - 1)) - phase;
    }

    private static int Modulo(int i, int n) => ((i % n) + n) % n;
}
