namespace Silk.NET.OpenGL;

public enum TextureMinFilter
{
    Nearest = 0x2600,
    Linear = 0x2601,
    LinearMipmapLinear = 0x2703,
}
