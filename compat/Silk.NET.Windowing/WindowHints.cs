using Silk.NET.GLFW;

namespace Silk.NET.Windowing;

/// <summary>Tells GLFW what the next window is to be like.</summary>
internal static class WindowHints
{
    private const int OpenGL = 0x00030001;
    private const int OpenGLES = 0x00030002;
    private const int CoreProfile = 0x00032001;
    private const int CompatibilityProfile = 0x00032002;

    public static void Set(WindowOptions options)
    {
        GraphicsAPI api = options.API;
        Glfw.DefaultWindowHints();
        Set(GlfwHint.Visible, options.IsVisible);
        Glfw.WindowHint(GlfwHint.ClientApi, api.API switch
        {
            ContextAPI.OpenGL => OpenGL,
            ContextAPI.OpenGLES => OpenGLES,
            _ => 0,
        });
        Glfw.WindowHint(GlfwHint.ContextVersionMajor, api.Version.MajorVersion);
        Glfw.WindowHint(GlfwHint.ContextVersionMinor, api.Version.MinorVersion);
        Set(GlfwHint.OpenGLForwardCompat, api.Flags.HasFlag(ContextFlags.ForwardCompatible));
        Set(GlfwHint.OpenGLDebugContext, api.Flags.HasFlag(ContextFlags.Debug));
        // Profiles came with OpenGL 3.2; GLFW refuses them before.
        if (api.API == ContextAPI.OpenGL && (api.Version.MajorVersion, api.Version.MinorVersion).CompareTo((3, 2)) >= 0)
        {
            Glfw.WindowHint(
                GlfwHint.OpenGLProfile, api.Profile == ContextProfile.Core ? CoreProfile : CompatibilityProfile);
        }
    }

    private static void Set(GlfwHint hint, bool value) => Glfw.WindowHint(hint, value ? 1 : 0);
}
