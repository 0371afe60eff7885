namespace Silk.NET.OpenGL;

public enum TextureTarget
{
    Texture2D = 0x0DE1,
    TextureBuffer = 0x8C2A,
}
