namespace Silk.NET.OpenGL;

public enum CopyBufferSubDataTarget
{
    CopyReadBuffer = 0x8F36,
    CopyWriteBuffer = 0x8F37,
}
