namespace Silk.NET.OpenGL;

public enum PrimitiveType
{
    Triangles = 0x0004,
    TriangleStrip = 0x0005,
}
