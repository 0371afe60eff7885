namespace VisionPlugin.Operators;

/// <summary>Functions that <see cref="Math"/> lacks.</summary>
internal static class SpecialFunctions
{
    /// <summary>
    /// The error function 2/sqrt(pi) * integral of exp(-t^2) from 0 to x, to about 1e-15: its Maclaurin series for
    /// small x (Abramowitz and Stegun 7.1.6), a continued fraction for erfc beyond (7.1.14).
    /// </summary>
    public static double Erf(double x)
    {
        double z = Math.Abs(x);
        if (double.IsNaN(x))
            return x;
        double value = z < 2.5 ? Series(z) : z > 6 ? 1 : 1 - ErfcFraction(z);
        return Math.CopySign(value, x);
    }

    /// <summary>exp(x) - 1 to full precision near 0 (Kahan; Higham, Accuracy and Stability, 1.14.1).</summary>
    public static double ExpM1(double x)
    {
        double exp = Math.Exp(x);
        if (exp == 1)
            return x;
        return exp is 0 or double.PositiveInfinity ? exp - 1 : (exp - 1) * x / Math.Log(exp);
    }

    /// <summary>
    /// log(1 + x) to full precision near 0 (Goldberg, What Every Computer Scientist Should Know, theorem 4).
    /// </summary>
    public static double LogP1(double x)
    {
        double sum = 1 + x;
        return sum == 1 ? x : Math.Log(sum) * (x / (sum - 1));
    }

    /// <summary>The nearest number of 8 significant bits and single precision's exponents; ties to even.</summary>
    public static float RoundToBFloat16(float x)
    {
        uint bits = BitConverter.SingleToUInt32Bits(x), even = (bits >> 16) & 1;
        return float.IsNaN(x) ? x : BitConverter.UInt32BitsToSingle((bits + even + 0x7FFF) & 0xFFFF0000);
    }

    private static double Series(double z)
    {
        double term = z, sum = z;
        for (int n = 1; Math.Abs(term) > 1e-17 * sum; n++)
        {
            term *= 2 * z * z / ((2 * n) + 1);
            sum += term;
        }

        return 2 / Math.Sqrt(Math.PI) * Math.Exp(-z * z) * sum;
    }

    private static double ErfcFraction(double z)
    {
        double fraction = z;
        for (int n = 60; n >= 1; n--)
            fraction = z + (n / 2.0 / fraction);
        return Math.Exp(-z * z) / Math.Sqrt(Math.PI) / fraction;
    }
}
