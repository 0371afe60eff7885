namespace Silk.NET.OpenGL;

public enum EnableCap
{
    CullFace = 0x0B44,
}
