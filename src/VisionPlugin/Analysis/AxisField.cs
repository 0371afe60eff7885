namespace VisionPlugin.Analysis;

/// <summary>
/// What the elements of a map see of the network's input along one axis: element o sees First + o * Step to Last + o * Step.
/// Places outside the input are padding.
/// </summary>
/// <param name="First">First place that element 0 sees.</param>
/// <param name="Last">Last place that element 0 sees.</param>
/// <param name="Step">Distance of what neighbouring elements see; the product of all strides on the way.</param>
public readonly record struct AxisField(double First, double Last, double Step)
{
    /// <summary>The input itself: every element sees its own place.</summary>
    public static AxisField Identity => new(0, 0, 1);

    /// <summary>How many places an element sees.</summary>
    public double Size => Last - First + 1;

    /// <summary>Where the middle of what element 0 sees lies; 0 if the layers on the way are padded evenly.</summary>
    public double Offset => (First + Last) / 2;

    /// <summary>The field behind a window that reads this map: <c>o * stride - pad + k * dilation</c>.</summary>
    internal AxisField Behind(double reach, double pad, double stride) =>
        new(First - (Step * pad), Last + (Step * (reach - pad)), Step * stride);

    /// <summary>The field behind a transposed window, whose output y comes from <c>(y + pad - k * dilation) / stride</c>.</summary>
    internal AxisField BehindTransposed(double reach, double pad, double stride) =>
        new(First + (Step * (pad - reach) / stride), Last + (Step * pad / stride), Step / stride);

    /// <summary>What is seen through either of two ways.</summary>
    internal AxisField Union(AxisField other) => new(Math.Min(First, other.First), Math.Max(Last, other.Last), Math.Max(Step, other.Step));
}
