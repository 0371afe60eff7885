namespace VisionPlugin.Frames;

/// <summary>Which kind of OpenGL object a <see cref="GpuFrame"/> is in.</summary>
public enum GpuFrameKind
{
    /// <summary>A two-dimensional texture.</summary>
    Texture,

    /// <summary>A framebuffer, or the window's back buffer.</summary>
    Framebuffer,
}
