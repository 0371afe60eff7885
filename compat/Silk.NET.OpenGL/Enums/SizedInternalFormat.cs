namespace Silk.NET.OpenGL;

public enum SizedInternalFormat
{
    Rgba8 = 0x8058,
    R8 = 0x8229,
    Rgba32f = 0x8814,
}
