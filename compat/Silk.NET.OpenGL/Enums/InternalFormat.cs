namespace Silk.NET.OpenGL;

public enum InternalFormat
{
    Rgba8 = 0x8058,
    R8 = 0x8229,
    R32f = 0x822E,
    R32ui = 0x8236,
    RG32ui = 0x823C,
    Rgba32f = 0x8814,
}
