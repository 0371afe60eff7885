namespace VisionPlugin.Components;

/// <summary>How numbers become colours.</summary>
public enum ActivationColors
{
    /// <summary>From black, the least, to white, the greatest.</summary>
    Grey,

    /// <summary>From black over blue, red and yellow to white: tells more levels apart than grey.</summary>
    Heat,

    /// <summary>
    /// Blue below zero, white at zero, red above it, on a scale as long to both sides: for weights and other numbers with
    /// a sign.
    /// </summary>
    Diverging,
}
