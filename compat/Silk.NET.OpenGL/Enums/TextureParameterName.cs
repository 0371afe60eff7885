namespace Silk.NET.OpenGL;

public enum TextureParameterName
{
    TextureMinFilter = 0x2801,
}
