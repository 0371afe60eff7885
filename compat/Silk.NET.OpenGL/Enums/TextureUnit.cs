namespace Silk.NET.OpenGL;

public enum TextureUnit
{
    Texture0 = 0x84C0,
    Texture1 = 0x84C1,
}
