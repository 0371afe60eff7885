namespace Silk.NET.OpenGL;

public enum BufferStorageTarget
{
    CopyReadBuffer = 0x8F36,
    CopyWriteBuffer = 0x8F37,
    ShaderStorageBuffer = 0x90D2,
}
