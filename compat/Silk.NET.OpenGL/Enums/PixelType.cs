namespace Silk.NET.OpenGL;

public enum PixelType
{
    UnsignedByte = 0x1401,
}
