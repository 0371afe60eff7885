namespace Silk.NET.OpenGL;

public enum BufferPNameARB
{
    Size = 0x8764,
}
