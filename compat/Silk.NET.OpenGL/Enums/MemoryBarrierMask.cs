namespace Silk.NET.OpenGL;

[Flags]
public enum MemoryBarrierMask
{
    TextureFetchBarrierBit = 0x0008,
    ShaderImageAccessBarrierBit = 0x0020,
    BufferUpdateBarrierBit = 0x0200,
    ShaderStorageBarrierBit = 0x2000,
}
