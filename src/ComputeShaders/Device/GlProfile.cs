namespace VisionPlugin.ComputeShaders.Device;

/// <summary>The kind of OpenGL that a context offers. One set of shaders runs on both.</summary>
public enum GlProfile
{
    /// <summary>Desktop OpenGL where the driver has it, else OpenGL ES.</summary>
    Auto,

    /// <summary>Desktop OpenGL, core profile, 4.3 or later.</summary>
    Core,

    /// <summary>OpenGL ES 3.1 or later.</summary>
    Es,
}
