namespace Silk.NET.OpenGL;

public enum ProgramPropertyARB
{
    ProgramBinaryLength = 0x8741,
    LinkStatus = 0x8B82,
}
