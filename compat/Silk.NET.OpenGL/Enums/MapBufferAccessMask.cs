namespace Silk.NET.OpenGL;

[Flags]
public enum MapBufferAccessMask
{
    None = 0,
    ReadBit = 0x0001,
    WriteBit = 0x0002,
    InvalidateRangeBit = 0x0004,
    InvalidateBufferBit = 0x0008,
    FlushExplicitBit = 0x0010,
    UnsynchronizedBit = 0x0020,
    PersistentBit = 0x0040,
    CoherentBit = 0x0080,
}
