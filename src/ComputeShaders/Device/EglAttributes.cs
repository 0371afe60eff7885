namespace VisionPlugin.ComputeShaders.Device;

/// <summary>Attribute lists for <see cref="Egl"/>, each ended by EGL_NONE. Values from the Khronos registry.</summary>
internal static class EglAttributes
{
    private const int None = 0x3038;

    public static readonly int[] TinySurface = [0x3057, 1, 0x3056, 1, None]; // EGL_WIDTH, EGL_HEIGHT

    /// <summary>EGL_OPENGL_ES_API or EGL_OPENGL_API.</summary>
    public static uint Api(GlProfile profile) => profile == GlProfile.Es ? 0x30A0u : 0x30A2u;

    /// <summary>Surface type: pbuffer; renderable type: EGL_OPENGL_ES3_BIT or EGL_OPENGL_BIT.</summary>
    public static int[] Config(GlProfile profile) =>
        [0x3033, 0x0001, 0x3040, profile == GlProfile.Es ? 0x0040 : 0x0008, None];

    /// <summary>
    /// Major and minor version and, on the desktop, the profile. A robust context reports a reset of the GPU instead
    /// of staying silent; EGL 1.5 and EGL_EXT_create_context_robustness name that differently.
    /// </summary>
    public static int[] Context(GlProfile profile, int major, int minor, bool robust, Version egl, HeadlessTraits traits) =>
    [
        0x3098, major, 0x30FB, minor,
        .. profile == GlProfile.Core ? (ReadOnlySpan<int>)[0x30FD, traits.IsCompatibility ? 0x0002 : 0x0001] : [],
        .. !traits.IsDebug ? (ReadOnlySpan<int>)[] : IsEgl15(egl) ? [0x31B0, 1] : [0x30FC, 1],
        .. !robust ? (ReadOnlySpan<int>)[]
            : IsEgl15(egl) ? [0x31B2, 1, 0x31BD, 0x31BF] : [0x30BF, 1, 0x3138, 0x31BF],
        None,
    ];

    public static bool HasRobustness(Version egl, string extensions) =>
        IsEgl15(egl) || extensions.Contains("EGL_EXT_create_context_robustness", StringComparison.Ordinal);

    private static bool IsEgl15(Version egl) => egl >= new Version(1, 5);
}
