namespace VisionPlugin.Execution;

/// <summary>How the values between a network's layers are stored.</summary>
public enum ActivationPrecision
{
    /// <summary>As IEEE single precision, 32 bits.</summary>
    Single,

    /// <summary>
    /// Feature maps as IEEE half precision, 16 bits: 11 significant bits, at most 65504; what is larger becomes infinite,
    /// or 65504 where a driver rounds so. Layers compute in single precision and round what they store. Inputs, outputs,
    /// integers and what is not laid out as channels (matrices, rows) stay as they are.
    /// </summary>
    Half,
}
