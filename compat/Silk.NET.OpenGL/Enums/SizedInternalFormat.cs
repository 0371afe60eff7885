namespace Silk.NET.OpenGL;

public enum SizedInternalFormat
{
    Rgb8 = 0x8051,
    Rgba8 = 0x8058,
    R8 = 0x8229,
    RG8 = 0x822B,
    R16f = 0x822D,
    R32f = 0x822E,
    RG16f = 0x822F,
    RG32f = 0x8230,
    R32ui = 0x8236,
    Rgba32f = 0x8814,
    Rgba16f = 0x881A,
    Srgb8Alpha8 = 0x8C43,
    Rgba8ui = 0x8D7C,
}
