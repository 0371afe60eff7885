namespace Silk.NET.OpenGL;

public enum TextureMinFilter
{
    LinearMipmapLinear = 0x2703,
}
