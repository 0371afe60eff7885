namespace Silk.NET.OpenGL;

[Flags]
public enum MemoryBarrierMask
{
    None = 0,
    VertexAttribArrayBarrierBit = 0x0001,
    ElementArrayBarrierBit = 0x0002,
    UniformBarrierBit = 0x0004,
    TextureFetchBarrierBit = 0x0008,
    ShaderImageAccessBarrierBit = 0x0020,
    CommandBarrierBit = 0x0040,
    PixelBufferBarrierBit = 0x0080,
    TextureUpdateBarrierBit = 0x0100,
    BufferUpdateBarrierBit = 0x0200,
    FramebufferBarrierBit = 0x0400,
    TransformFeedbackBarrierBit = 0x0800,
    AtomicCounterBarrierBit = 0x1000,
    ShaderStorageBarrierBit = 0x2000,
    ClientMappedBufferBarrierBit = 0x4000,
    QueryBufferBarrierBit = 0x8000,
    AllBarrierBits = unchecked((int)0xFFFFFFFF),
}
