using System.Runtime.Intrinsics;

namespace VisionPlugin.Neighbours;

/// <summary>What two elements of the same place add to a sum over two vectors.</summary>
internal interface IPairTerm
{
    /// <summary>Of eight pairs.</summary>
    static abstract Vector256<float> Of(Vector256<float> a, Vector256<float> b);

    /// <summary>Of one pair.</summary>
    static abstract double Of(double a, double b);
}
