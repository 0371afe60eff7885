namespace Silk.NET.OpenGL;

[Flags]
public enum BufferStorageMask
{
    None = 0,
    MapReadBit = 0x0001,
    MapWriteBit = 0x0002,
    MapPersistentBit = 0x0040,
    MapCoherentBit = 0x0080,
    DynamicStorageBit = 0x0100,
    ClientStorageBit = 0x0200,
}
