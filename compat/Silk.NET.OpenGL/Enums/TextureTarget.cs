namespace Silk.NET.OpenGL;

public enum TextureTarget
{
    Texture2D = 0x0DE1,
    Texture3D = 0x806F,
    Texture2DArray = 0x8C1A,
    TextureBuffer = 0x8C2A,
}
