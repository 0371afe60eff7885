namespace VisionPlugin.Fuzz.Tests.Mutations;

/// <summary>Numbers and texts at which programs break.</summary>
internal static class Odd
{
    private static readonly long[] Small = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 16, -1, -2, -3, -4];

    private static readonly long[] Large =
    [
        10, 31, 32, 33, 64, 100, 127, 128, 255, 256, 1000, 1 << 15, 1 << 16, (1 << 16) + 1, 1 << 20, 1 << 24, 1 << 29,
        int.MaxValue, int.MaxValue - 1, int.MinValue, 1L << 31, 1L << 32, (1L << 32) + 1, 1L << 40, 1L << 62,
        long.MaxValue, long.MinValue, -8, -100, -(1 << 20),
    ];

    private static readonly float[] Reals =
    [
        0, -0f, 1, 0.5f, -1, 2, 3, 0.25f, 0.7f, 1.5f, -2, 100, 1e-3f, 1e-20f, 1e-30f, 1e-45f, 1e10f, 1e20f, 1e30f,
        float.MaxValue, float.MinValue, float.NaN, float.PositiveInfinity, float.NegativeInfinity, int.MaxValue,
    ];

    private static readonly string[] Words =
        ["", " ", "a", "x", "y", "\0", "../x", "/etc/passwd", "nearest", "linear", "constant", "\u00e9\ud83d\ude00", "%s%n", "{0}"];

    /// <summary>A whole number; more often a small one, as that is more often nearly right.</summary>
    public static long Integer(Random random) =>
        random.Next(4) > 0 ? Small[random.Next(Small.Length)] : Large[random.Next(Large.Length)];

    /// <summary>A number near another.</summary>
    public static long Near(long value, Random random) => random.Next(6) switch
    {
        0 => unchecked(value + 1),
        1 => unchecked(value - 1),
        2 => unchecked(value * 2),
        3 => unchecked(-value),
        _ => Integer(random),
    };

    /// <summary>A real number.</summary>
    public static float Real(Random random) =>
        random.Next(3) > 0 ? (random.NextSingle() * 4) - 2 : Reals[random.Next(Reals.Length)];

    /// <summary>A text.</summary>
    public static string Text(Random random) =>
        random.Next(20) == 0 ? new string('n', random.Next(10_000)) : Words[random.Next(Words.Length)];

    /// <summary>One of a list, which must not be empty.</summary>
    public static T Of<T>(IReadOnlyList<T> list, Random random) => list[random.Next(list.Count)];
}
