namespace VisionPlugin.Operators;

/// <summary>
/// Which input position x an output position o of <see cref="Resize"/> looks at; scale is output size / input size.
/// Formulas are ONNX's (Resize, coordinate_transformation_mode).
/// </summary>
public enum CoordinateMode
{
    /// <summary>x = (o + 0.5) / scale - 0.5</summary>
    HalfPixel,

    /// <summary>
    /// HalfPixel, shifted so that the centres agree where the output size is not exactly scale * input size.
    /// </summary>
    HalfPixelSymmetric,

    /// <summary>HalfPixel, but x = 0 for an output of one element.</summary>
    PytorchHalfPixel,

    /// <summary>x = o * (input size - 1) / (output size - 1): first and last elements stay.</summary>
    AlignCorners,

    /// <summary>x = o / scale</summary>
    Asymmetric,

    /// <summary>x = (o + 0.5) / scale (Resize of opset 11 only)</summary>
    TfHalfPixelForNearest,

    /// <summary>
    /// Spreads the output over a region of interest, in fractions of the input; outside the input stands a given value.
    /// </summary>
    TfCropAndResize,
}
