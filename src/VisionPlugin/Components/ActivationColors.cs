namespace VisionPlugin.Components;

/// <summary>How numbers become colours.</summary>
public enum ActivationColors
{
    /// <summary>From black, the least, to white, the greatest.</summary>
    Grey,

    /// <summary>From black over blue, red and yellow to white: tells more levels apart than grey.</summary>
    Heat,
}
