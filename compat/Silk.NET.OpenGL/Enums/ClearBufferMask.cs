namespace Silk.NET.OpenGL;

[Flags]
public enum ClearBufferMask
{
    None = 0,
    DepthBufferBit = 0x0100,
    ColorBufferBit = 0x4000,
}
