namespace Silk.NET.OpenGL;

public enum EnableCap
{
    CullFace = 0x0B44,
    Blend = 0x0BE2,
    ScissorTest = 0x0C11,
    DebugOutputSynchronous = 0x8242,
}
