namespace Silk.NET.OpenGL;

public enum EnableCap
{
    CullFace = 0x0B44,
    ScissorTest = 0x0C11,
}
