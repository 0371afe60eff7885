namespace Silk.NET.OpenGL;

public enum BlitFramebufferFilter
{
    Linear = 0x2601,
}
