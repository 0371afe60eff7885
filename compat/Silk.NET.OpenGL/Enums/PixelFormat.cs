namespace Silk.NET.OpenGL;

public enum PixelFormat
{
    Red = 0x1903,
    Green = 0x1904,
    Blue = 0x1905,
    Rgb = 0x1907,
    Rgba = 0x1908,
    Bgr = 0x80E0,
    Bgra = 0x80E1,
}
