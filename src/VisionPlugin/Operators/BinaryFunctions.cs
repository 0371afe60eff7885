using System.Numerics;

namespace VisionPlugin.Operators;

/// <summary>The reference values of <see cref="BinaryFunction"/>.</summary>
internal static class BinaryFunctions
{
    /// <summary>The value for floating-point operands, in double precision.</summary>
    public static double Apply(BinaryFunction function, double a, double b) => function switch
    {
        BinaryFunction.Add => a + b,
        BinaryFunction.Sub => a - b,
        BinaryFunction.Mul => a * b,
        BinaryFunction.Div => a / b,
        BinaryFunction.Pow => Math.Pow(a, b),
        BinaryFunction.Min => Math.Min(a, b),
        BinaryFunction.Max => Math.Max(a, b),
        BinaryFunction.Mod => FloorModulo(a, b),
        BinaryFunction.Fmod => a % b,
        _ => throw new InvalidOperationException($"{function} is not a function of two tensors."),
    };

    /// <summary>The value for integer operands of one type.</summary>
    public static T Apply<T>(BinaryFunction function, T a, T b)
        where T : unmanaged, INumber<T>
        => function switch
        {
            BinaryFunction.Add => a + b,
            BinaryFunction.Sub => a - b,
            BinaryFunction.Mul => a * b,
            BinaryFunction.Div => Divide(a, b),
            BinaryFunction.Min => T.Min(a, b),
            BinaryFunction.Max => T.Max(a, b),
            BinaryFunction.Mod => FloorModulo(a, b),
            BinaryFunction.Fmod => Remainder(a, b),
            _ => throw new InvalidOperationException($"{function} is not a function of two integers."),
        };

    /// <summary>An integer power. The exponent is a double because it may come in any element type.</summary>
    public static T IntegerPower<T>(T x, double exponent)
        where T : unmanaged, INumber<T>
    {
        // Beyond 2^53 a double no longer holds every integer; the real power has long overflowed, or x is -1, 0 or 1.
        if (exponent < 0 || exponent != Math.Floor(exponent) || exponent > 1L << 53)
            return T.CreateSaturating(Math.Pow(double.CreateTruncating(x), exponent));
        T result = T.One;
        for (long e = (long)exponent; e > 0; e >>= 1)
        {
            if ((e & 1) != 0)
                result *= x;
            x *= x;
        }

        return result;
    }

    // The most negative integer divided by -1 would trap; its negation wraps around instead.
    private static T Divide<T>(T a, T b)
        where T : unmanaged, INumber<T>
        => T.IsZero(b) ? T.Zero : IsMinusOne(b) ? T.Zero - a : a / b;

    private static T Remainder<T>(T a, T b)
        where T : unmanaged, INumber<T>
        => T.IsZero(b) || IsMinusOne(b) ? T.Zero : a % b;

    private static T FloorModulo<T>(T a, T b)
        where T : unmanaged, INumber<T>
    {
        T remainder = Remainder(a, b);
        return !T.IsZero(remainder) && T.IsNegative(remainder) != T.IsNegative(b) ? remainder + b : remainder;
    }

    private static bool IsMinusOne<T>(T value)
        where T : unmanaged, INumber<T>
        => T.IsNegative(value) && T.IsZero(value + T.One);

    private static double FloorModulo(double a, double b)
    {
        double remainder = a % b;
        return remainder != 0 && remainder < 0 != b < 0 ? remainder + b : remainder;
    }
}
