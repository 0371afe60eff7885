namespace Silk.NET.OpenGL;

public enum BufferTargetARB
{
    ArrayBuffer = 0x8892,
    PixelPackBuffer = 0x88EB,
    PixelUnpackBuffer = 0x88EC,
    UniformBuffer = 0x8A11,
    CopyReadBuffer = 0x8F36,
    CopyWriteBuffer = 0x8F37,
    ShaderStorageBuffer = 0x90D2,
    QueryBuffer = 0x9192,
}
