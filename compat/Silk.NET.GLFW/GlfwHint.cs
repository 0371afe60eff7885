namespace Silk.NET.GLFW;

/// <summary>Names and numbers of GLFW's window hints and attributes.</summary>
internal enum GlfwHint
{
    Iconified = 0x00020002,
    Visible = 0x00020004,
    Maximized = 0x00020008,
    ClientApi = 0x00022001,
    ContextVersionMajor = 0x00022002,
    ContextVersionMinor = 0x00022003,
    OpenGLForwardCompat = 0x00022006,
    OpenGLDebugContext = 0x00022007,
    OpenGLProfile = 0x00022008,
}
