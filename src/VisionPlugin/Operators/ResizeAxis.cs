namespace VisionPlugin.Operators;

/// <summary>
/// Resizing along one axis, resolved. The scale is kept as a fraction, so that positions are exact where sizes are
/// given.
/// </summary>
/// <param name="Input">Input size.</param>
/// <param name="Output">Output size.</param>
/// <param name="Numerator">Scale times <paramref name="Denominator"/>.</param>
/// <param name="Denominator">1, or the input size that the numerator relates to.</param>
/// <param name="RoiStart">Begin of the region of interest as a fraction of the input.</param>
/// <param name="RoiEnd">End of the region of interest as a fraction of the input.</param>
public readonly record struct ResizeAxis(
    int Input, int Output, double Numerator, double Denominator, double RoiStart = 0, double RoiEnd = 1)
{
    /// <summary>Output size / input size as it was asked for.</summary>
    public double Scale => Numerator / Denominator;

    /// <summary>True if the axis stays as it is.</summary>
    public bool IsIdentity => Input == Output && Numerator == Denominator && RoiStart == 0 && RoiEnd == 1;

    /// <summary>The output size before it was rounded to a whole number.</summary>
    public double ExactOutput => Numerator * Input / Denominator;

    /// <summary>The input position that an output position looks at.</summary>
    public double Position(int o, CoordinateMode mode) => mode switch
    {
        CoordinateMode.HalfPixel => HalfPixel(o),
        CoordinateMode.HalfPixelSymmetric => (Input / 2.0 * (1 - (Output / ExactOutput))) + HalfPixel(o),
        CoordinateMode.PytorchHalfPixel => Output > 1 ? HalfPixel(o) : 0,
        CoordinateMode.AlignCorners => ExactOutput == 1 ? 0 : o * (Input - 1) / (ExactOutput - 1),
        CoordinateMode.Asymmetric => o * Denominator / Numerator,
        CoordinateMode.TfHalfPixelForNearest => (o + 0.5) * Denominator / Numerator,
        CoordinateMode.TfCropAndResize => InRegion(o),
        _ => throw new InvalidOperationException($"{mode} gives no positions."),
    };

    private double HalfPixel(int o) => ((o + 0.5) * Denominator / Numerator) - 0.5;

    private double InRegion(int o)
    {
        double span = (RoiEnd - RoiStart) * (Input - 1);
        return (RoiStart * (Input - 1)) + (ExactOutput == 1 ? span / 2 : o * span / (ExactOutput - 1));
    }
}
