namespace Silk.NET.OpenGL;

public enum ObjectIdentifier
{
    Buffer = 0x82E0,
    Program = 0x82E2,
}
