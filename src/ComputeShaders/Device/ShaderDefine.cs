using System.Globalization;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>One <c>#define</c> of a shader: how a constant of C# reaches GLSL.</summary>
/// <param name="Name">An identifier of GLSL.</param>
/// <param name="Value">Its text.</param>
internal readonly record struct ShaderDefine(string Name, string Value)
{
    public ShaderDefine(string name, int value)
        : this(name, value.ToString(CultureInfo.InvariantCulture))
    {
    }

    public ShaderDefine(string name, bool value)
        : this(name, value ? "1" : "0")
    {
    }

    /// <summary>A float constant, exact and with the point that GLSL wants. NaN and infinities have no literal.</summary>
    public ShaderDefine(string name, float value)
        : this(name, Literal(value))
    {
    }

    /// <inheritdoc />
    public override string ToString() => $"{Name}={Value}";

    private static string Literal(float value)
    {
        if (float.IsNaN(value))
            return "uintBitsToFloat(0x7FC00000u)";
        if (float.IsInfinity(value))
            return value > 0 ? "uintBitsToFloat(0x7F800000u)" : "uintBitsToFloat(0xFF800000u)";
        string text = value.ToString("R", CultureInfo.InvariantCulture);
        if (text.AsSpan().IndexOfAny('.', 'E') < 0)
            text += ".0";
        return value < 0 || float.IsNegative(value) ? $"({text})" : text;
    }
}
