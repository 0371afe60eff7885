namespace Silk.NET.OpenGL;

public enum PixelFormat
{
    Red = 0x1903,
    Rgb = 0x1907,
    Rgba = 0x1908,
    Bgra = 0x80E1,
    RG = 0x8227,
    RedInteger = 0x8D94,
    RgbaInteger = 0x8D99,
}
