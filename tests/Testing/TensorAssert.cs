using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>Compares tensors element by element: |actual - expected| &lt;= atol + rtol * |expected|.</summary>
public static class TensorAssert
{
    /// <summary>Fails with the worst element, both values and the largest error; any non-finite mismatch fails.</summary>
    public static void Equal(Tensor expected, Tensor actual, double atol = 0, double rtol = 0, string context = "")
    {
        Assert.True(expected.DataType == actual.DataType && expected.Shape == actual.Shape,
            $"{context}: expected {expected}, found {actual}.");
        double worstExcess = 0, maxError = 0;
        int worst = -1;
        for (int i = 0; i < expected.Shape.Length; i++)
        {
            double e = At(expected, i), a = At(actual, i);
            double error = Error(e, a), excess = error - (atol + (rtol * Math.Abs(e)));
            maxError = Math.Max(maxError, error);
            if (error > 0 && !(excess <= worstExcess))
                (worst, worstExcess) = (i, excess);
        }

        if (worst < 0)
            return;
        Assert.Fail($"{context}: element {Index(expected.Shape, worst)} of {expected}: expected {At(expected, worst):R}, "
            + $"found {At(actual, worst):R}; largest error {maxError:G4}, allowed {atol:G3} + {rtol:G3} * |expected|.");
    }

    /// <summary>An element of any type as a double; 64-bit integers beyond 2^53 lose precision.</summary>
    public static double At(Tensor tensor, int index) => tensor switch
    {
        Tensor<float> t => t.AsSpan()[index],
        Tensor<Half> t => (double)t.AsSpan()[index],
        Tensor<double> t => t.AsSpan()[index],
        Tensor<byte> t => t.AsSpan()[index],
        Tensor<sbyte> t => t.AsSpan()[index],
        Tensor<ushort> t => t.AsSpan()[index],
        Tensor<short> t => t.AsSpan()[index],
        Tensor<uint> t => t.AsSpan()[index],
        Tensor<int> t => t.AsSpan()[index],
        Tensor<ulong> t => t.AsSpan()[index],
        Tensor<long> t => t.AsSpan()[index],
        Tensor<bool> t => t.AsSpan()[index] ? 1 : 0,
        _ => throw new ArgumentException($"Unknown tensor {tensor}.", nameof(tensor)),
    };

    // NaN equals NaN and an infinity equals itself; every other pair with one of them is infinitely wrong.
    private static double Error(double expected, double actual)
    {
        if (double.IsNaN(expected) || double.IsNaN(actual))
            return double.IsNaN(expected) && double.IsNaN(actual) ? 0 : double.PositiveInfinity;
        return expected.Equals(actual) ? 0 : Math.Abs(expected - actual);
    }

    private static string Index(TensorShape shape, int flat)
    {
        var index = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            index[axis] = flat % shape[axis];
            flat /= shape[axis];
        }

        return $"[{string.Join(", ", index)}]";
    }
}
