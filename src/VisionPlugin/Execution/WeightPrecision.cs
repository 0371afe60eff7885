namespace VisionPlugin.Execution;

/// <summary>
/// How the weights of convolutions and of matrix products by constants are stored. Biases are always single precision.
/// </summary>
public enum WeightPrecision
{
    /// <summary>As IEEE single precision, 32 bits.</summary>
    Single,

    /// <summary>As IEEE half precision, 16 bits. A layer with weights beyond 65504 keeps single precision.</summary>
    Half,

    /// <summary>
    /// As bytes q with w = scale * (q - zero), scale and zero point of each output channel by ONNX's
    /// DynamicQuantizeLinear: scale = (max(0, w) - min(0, w)) / 255, zero = round(-min(0, w) / scale). A weight of 0 stays
    /// exactly 0.
    /// </summary>
    UInt8,
}
