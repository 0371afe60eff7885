namespace VisionPlugin.Operators;

/// <summary>How <see cref="Resize"/> makes values between the input's elements.</summary>
public enum Interpolation
{
    /// <summary>The nearest element.</summary>
    Nearest,

    /// <summary>Linear interpolation along each axis (bilinear over pictures).</summary>
    Linear,

    /// <summary>Cubic convolution of four elements along each axis (Keys 1981).</summary>
    Cubic,
}
