namespace Silk.NET.OpenGL;

[Flags]
public enum MemoryBarrierMask
{
    VertexAttribArrayBarrierBit = 0x0001,
    UniformBarrierBit = 0x0004,
    TextureFetchBarrierBit = 0x0008,
    ShaderImageAccessBarrierBit = 0x0020,
    CommandBarrierBit = 0x0040,
    PixelBufferBarrierBit = 0x0080,
    TextureUpdateBarrierBit = 0x0100,
    BufferUpdateBarrierBit = 0x0200,
    FramebufferBarrierBit = 0x0400,
    ShaderStorageBarrierBit = 0x2000,
}
