namespace Silk.NET.OpenGL;

public enum FramebufferAttachment
{
    ColorAttachment0 = 0x8CE0,
}
