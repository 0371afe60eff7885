namespace VisionPlugin.Execution.Comparison;

/// <summary>What may be lost where numbers are stored shorter.</summary>
public static class PrecisionTolerance
{
    /// <summary>
    /// Relative error of a layer that is fed with numbers as they are stored: one unit in the last of the 11 bits of a half,
    /// whose rounding GLSL leaves to the driver. Weights cost nothing more, since the oracle has the stored ones too.
    /// </summary>
    public static double Layer(Precision precision) =>
        precision.Activations == ActivationPrecision.Half ? 1.0 / 1024 : 0;

    /// <summary>
    /// Norm of a network output's difference from single precision, relative to the output's norm
    /// (<see cref="TensorDifference.RelativeNorm"/>), that is taken for the roundings of all layers. A single element, as at
    /// the edge of a mask, may differ by more; the result (classes, boxes, masks) decides in the end.
    /// </summary>
    public static double Output(Precision precision) => precision.Weights == WeightPrecision.UInt8 ? 0.25
        : precision == Precision.Single ? 0 : 0.01;
}
