namespace Silk.NET.OpenGL;

public enum BlendingFactor
{
    One = 1,
    OneMinusSrcAlpha = 0x0303,
}
