using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>
/// Textures of all kinds, each with the bytes that a picture file of the same look would have. 16 x 16 texels: red is
/// every byte from 0 on, so that every value of an encoding is seen.
/// </summary>
internal static class TextureFormats
{
    public const int Size = 16;

    // Half floats and the driver's pow may fall on the other side of a rounding edge.
    private static readonly Dictionary<string, (int Tolerance, Func<GL, (uint Texture, byte[] Rgb)> Make)> All = new()
    {
        ["RGBA8"] = (0, gl => (HostGl.Texture<byte>(gl, HostGl.Rgba8, Size, Size, Rgba()), Rgb())),
        ["RGBA8, mutable"] = (0, gl => (HostGl.Texture<byte>(gl, HostGl.Rgba8, Size, Size, Rgba(), isMutable: true), Rgb())),
        ["RGB8"] = (0, gl => (HostGl.Texture<byte>(gl, HostGl.Rgb8, Size, Size, Rgb()), Rgb())),
        ["SRGB8_ALPHA8"] = (0, gl => (HostGl.Texture<byte>(gl, HostGl.Srgb8Alpha8, Size, Size, Rgba()), Rgb())),
        ["RGBA16F"] = (1, gl => (HostGl.Texture<float>(gl, HostGl.Rgba16f, Size, Size, Floats(v => v)), Rgb())),
        ["RGBA32F"] = (0, gl => (HostGl.Texture<float>(gl, HostGl.Rgba32f, Size, Size, Floats(v => v)), Rgb())),
        ["RGBA32F beyond 0..1"] = (0, gl => (HostGl.Texture<float>(gl, HostGl.Rgba32f, Size, Size, Floats(Wild)),
            [.. Rgb().Select(b => Clamped(Wild(b / 255f)))])),
        ["R8"] = (0, gl => (HostGl.Texture<byte>(gl, HostGl.R8, Size, Size, Reds()), Grey())),
        ["R16F"] = (1, gl => (HostGl.Texture<float>(gl, HostGl.R16f, Size, Size, [.. Reds().Select(b => b / 255f)]), Grey())),
        ["RG8"] = (0, gl => (HostGl.Texture<byte>(gl, HostGl.Rg8, Size, Size,
            [.. Rgb().Where((_, i) => i % 3 < 2)]), [.. Rgb().Select((b, i) => i % 3 == 2 ? (byte)0 : b)])),
        ["RGB10_A2"] = (0, gl => (HostGl.Texture<uint>(gl, HostGl.Rgb10A2, Size, Size, TenBits()), Rgb())),
        ["R11F_G11F_B10F"] = (0, gl => (HostGl.Texture<float>(gl, HostGl.R11fG11fB10f, Size, Size,
            [.. Rgb().Select(Few)]), [.. Rgb().Select(b => Clamped(Few(b)))])),
        ["RGBA8 swizzled to BGR"] = (0, gl => Swizzled(gl, HostGl.Rgba8, Rgba(), HostGl.Blue, HostGl.Green, HostGl.Red,
            [.. Rgb().Chunk(3).SelectMany(c => c.Reverse())])),
        ["RGBA8 swizzled to zero, alpha, one"] = (0, gl => Swizzled(gl, HostGl.Rgba8, Rgba(), HostGl.Zero, HostGl.Alpha,
            HostGl.One, [.. Rgba().Chunk(4).SelectMany(c => new byte[] { 0, c[3], 255 })])),
        ["R8 swizzled to grey"] = (0, gl => Swizzled(gl, HostGl.R8, Reds(), HostGl.Red, HostGl.Red, HostGl.Red, Grey())),
        ["R8 swizzled to blue"] = (0, gl => Swizzled(gl, HostGl.R8, Reds(), HostGl.Zero, HostGl.Zero, HostGl.Red,
            [.. Reds().SelectMany(b => new byte[] { 0, 0, b })])),
    };

    public static IEnumerable<string> Names => All.Keys;

    /// <summary>Makes a texture; gives the bytes expected of it, three a texel, and how far off they may be.</summary>
    public static (uint Texture, byte[] Rgb, int Tolerance) Make(GL gl, string name)
    {
        (int tolerance, Func<GL, (uint Texture, byte[] Rgb)> make) = All[name];
        (uint texture, byte[] rgb) = make(gl);
        return (texture, rgb, tolerance);
    }

    public static byte[] Rgb() =>
        [.. Enumerable.Range(0, Size * Size).SelectMany(i => new[] { (byte)i, (byte)(255 - i), (byte)(7 * i) })];

    public static byte[] Rgba() => [.. Rgb().Chunk(3).SelectMany((c, i) => c.Append((byte)(i * 3)))];

    public static float[] Floats(Func<float, float> of) =>
        [.. Rgb().Chunk(3).SelectMany(c => c.Select(b => of(b / 255f)).Append(0.5f))];

    /// <summary>IEC 61966-2-1, from a byte to linear light.</summary>
    public static float Linear(float v) => v <= 0.04045f ? v / 12.92f : MathF.Pow((v + 0.055f) / 1.055f, 2.4f);

    private static byte[] Reds() => [.. Rgb().Where((_, i) => i % 3 == 0)];

    private static byte[] Grey() => [.. Reds().SelectMany(b => new[] { b, b, b })];

    // What five bits behind the point hold.
    private static float Few(byte b) => MathF.Round(b / 4f) / 64;

    // No number, infinite, negative and too large values among others.
    private static float Wild(float v) => v switch
    {
        0 => float.NaN,
        1 => float.PositiveInfinity,
        < 0.2f => -v,
        > 0.8f => 40 * v,
        _ => v,
    };

    private static byte Clamped(float v) =>
        float.IsNaN(v) ? (byte)0 : (byte)MathF.Floor((Math.Clamp(v, 0, 1) * 255) + 0.5f);

    private static uint[] TenBits() =>
        [.. Rgb().Chunk(3).Select(c => Ten(c[0]) | (Ten(c[1]) << 10) | (Ten(c[2]) << 20))];

    private static uint Ten(byte b) => (uint)MathF.Round(b / 255f * 1023);

    private static (uint, byte[]) Swizzled(GL gl, int format, byte[] data, int red, int green, int blue, byte[] rgb)
    {
        uint texture = HostGl.Texture<byte>(gl, format, Size, Size, data);
        HostGl.Swizzle(gl, red, green, blue);
        return (texture, rgb);
    }
}
