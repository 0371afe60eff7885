using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Sources;

/// <summary>Where shaders get red, green and blue of a texture from.</summary>
/// <param name="Red">GL_RED, GL_GREEN, GL_BLUE, GL_ALPHA, GL_ZERO or GL_ONE.</param>
/// <param name="Green">The same for green.</param>
/// <param name="Blue">The same for blue.</param>
internal readonly record struct Swizzle(int Red, int Green, int Blue)
{
    private const int GlRed = 0x1903, GlZero = 0;

    /// <summary>Each channel is itself.</summary>
    public static Swizzle Identity => new(GlRed, GlRed + 1, GlRed + 2);

    /// <summary>Red for all three.</summary>
    public static Swizzle Grey => new(GlRed, GlRed, GlRed);

    /// <summary>True if each channel is itself.</summary>
    public bool IsIdentity => this == Identity;

    /// <summary>The swizzle of the bound two-dimensional texture.</summary>
    public static Swizzle Read(GlFunctions functions) => new(functions.Texture(GlFunctions.SwizzleRed),
        functions.Texture(GlFunctions.SwizzleGreen), functions.Texture(GlFunctions.SwizzleBlue));

    /// <summary>Changes the colours of pixels of four bytes as a shader would see them.</summary>
    public void Apply(Span<byte> rgba)
    {
        Span<byte> choices = [0, 0, 0, 0, 0, 255];
        (int red, int green, int blue) = (Choice(Red), Choice(Green), Choice(Blue));
        for (int i = 0; i < rgba.Length; i += 4)
        {
            Span<byte> pixel = rgba.Slice(i, 4);
            pixel.CopyTo(choices);
            (pixel[0], pixel[1], pixel[2]) = (choices[red], choices[green], choices[blue]);
        }
    }

    // Among the four channels, zero and one.
    private static int Choice(int source) => source >= GlRed ? source - GlRed : source == GlZero ? 4 : 5;
}
