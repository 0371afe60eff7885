namespace VisionPlugin.Operators;

/// <summary>What <see cref="Reduce"/> makes of a set of elements; the value of the empty set in brackets.</summary>
public enum ReduceFunction
{
    /// <summary>Sum of x [0]</summary>
    Sum,

    /// <summary>Sum of x divided by the number of elements [NaN; 0 for integers]; integers truncate</summary>
    Mean,

    /// <summary>Product of x [1]</summary>
    Prod,

    /// <summary>The largest x, NaN if one is NaN [-infinity; the smallest integer]</summary>
    Max,

    /// <summary>The smallest x, NaN if one is NaN [infinity; the largest integer]</summary>
    Min,

    /// <summary>Sum of x^2 [0]</summary>
    SumSquare,

    /// <summary>Sum of |x| [0]</summary>
    L1,

    /// <summary>Square root of the sum of x^2 [0]</summary>
    L2,

    /// <summary>log of the sum of x [-infinity]</summary>
    LogSum,

    /// <summary>log of the sum of exp(x), computed relative to the largest x [-infinity]</summary>
    LogSumExp,
}
