namespace Silk.NET.OpenGL;

public enum QueryTarget
{
    TimeElapsed = 0x88BF,
}
