using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Comparison;

/// <summary>
/// How far a tensor is from the expected one, element by element. Elements agree where
/// |actual - expected| &lt;= atol + rtol * |expected|, where both are NaN and where both are the same infinity.
/// </summary>
/// <param name="MaxAbsolute">
/// Largest |actual - expected|; infinite where a NaN or an infinity meets anything else.
/// </param>
/// <param name="MaxRelative">Largest |actual - expected| / |expected| over elements with |expected| &gt; atol.</param>
/// <param name="Where">
/// Index of the element whose difference is the largest part of what is allowed there; empty for a scalar.
/// </param>
/// <param name="Expected">The expected value there.</param>
/// <param name="Actual">The actual value there.</param>
/// <param name="IsWithin">True if all elements agree.</param>
public sealed record TensorDifference(
    double MaxAbsolute, double MaxRelative, ImmutableArray<int> Where, double Expected, double Actual, bool IsWithin)
{
    /// <summary>
    /// Euclidean norm of the difference over that of what is expected; infinite where an infinity or a NaN meets anything
    /// else, or where zeros only are expected and others found.
    /// </summary>
    public double RelativeNorm { get; init; }

    /// <summary>
    /// Largest |actual - expected| as a part of what is allowed there: agreement up to 1; infinite where nothing is
    /// allowed, or where a NaN or an infinity meets anything else.
    /// </summary>
    public double PartOfTolerance { get; init; }

    /// <summary>Compares two host tensors.</summary>
    /// <exception cref="ShapeMismatchException">They differ in type or shape.</exception>
    public static TensorDifference Of(Tensor expected, Tensor actual, double atol, double rtol)
    {
        if (expected.DataType != actual.DataType || expected.Shape != actual.Shape)
            throw new ShapeMismatchException($"{expected} cannot be compared with {actual}.");
        double[] e = ElementValues.ToDouble(expected), a = ElementValues.ToDouble(actual);
        double maxAbsolute = 0, maxRelative = 0, worst = 0, worstError = 0, errors = 0, squares = 0;
        bool within = true;
        int where = 0;
        for (int i = 0; i < e.Length; i++)
        {
            double error = Error(e[i], a[i]), allowed = atol + (rtol * Math.Abs(e[i]));
            maxAbsolute = Math.Max(maxAbsolute, error);
            errors += error * error;
            squares += double.IsFinite(e[i]) ? e[i] * e[i] : 0;
            if (Math.Abs(e[i]) > atol)
                maxRelative = Math.Max(maxRelative, double.IsFinite(e[i]) ? error / Math.Abs(e[i]) : error);
            if (error == 0)
                continue;
            within &= double.IsFinite(error) && error <= allowed;
            // Nothing is a part of the tolerance that an infinite or NaN expectation would have.
            double part = double.IsFinite(allowed) ? error / allowed : error;
            // Where nothing is allowed, every part is infinite and the error decides.
            if (part > worst || (part == worst && error > worstError))
                (where, worst, worstError) = (i, part, error);
        }

        bool any = e.Length > 0;
        return new TensorDifference(maxAbsolute, maxRelative, any ? IndexOf(expected.Shape, where) : [],
            any ? e[where] : 0, any ? a[where] : 0, within)
        {
            RelativeNorm = errors > 0 ? Math.Sqrt(errors / squares) : 0,
            PartOfTolerance = worst,
        };
    }

    private static double Error(double expected, double actual)
    {
        if (expected.Equals(actual))
            return 0;
        double error = Math.Abs(actual - expected);
        return double.IsFinite(error) ? error : double.PositiveInfinity;
    }

    private static ImmutableArray<int> IndexOf(TensorShape shape, int flat)
    {
        var index = new int[shape.Rank];
        for (int axis = shape.Rank - 1; axis >= 0; axis--)
        {
            index[axis] = flat % shape[axis];
            flat /= shape[axis];
        }

        return [.. index];
    }
}
