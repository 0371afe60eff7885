using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// An OpenGL context without a window, through EGL: for servers, tests and programs that only compute. It belongs to
/// whoever created it and is current on the thread that created it.
/// </summary>
public sealed class HeadlessContext : IDisposable
{
    private const string Remedy =
        "Install a graphics driver with EGL (Debian, Ubuntu: apt-get install libegl1 libgl1-mesa-dri), or use the CPU backend.";

    private static readonly (GlProfile Profile, int Major, int Minor)[] Versions =
    [
        (GlProfile.Core, 4, 6), (GlProfile.Core, 4, 5), (GlProfile.Core, 4, 4), (GlProfile.Core, 4, 3),
        (GlProfile.Es, 3, 2), (GlProfile.Es, 3, 1),
    ];

    private readonly Egl _egl;
    private readonly nint _display;
    private nint _surface;
    private nint _context;

    private HeadlessContext(Egl egl, string platform, nint display, nint surface, nint context)
    {
        _egl = egl;
        _display = display;
        _surface = surface;
        _context = context;
        Platform = platform;
        Gl = GL.GetApi(egl.GetProcAddress);
    }

    /// <summary>The functions of this context. They may be called while it is current.</summary>
    public GL Gl { get; }

    /// <summary>How the display was reached: <c>surfaceless</c>, <c>device 0</c> or <c>default display</c>.</summary>
    public string Platform { get; }

    /// <summary>True once it was disposed.</summary>
    internal bool IsDestroyed => _context == 0;

    /// <summary>
    /// Creates a context and makes it current on this thread. A hardware driver is taken before a software one.
    /// </summary>
    /// <exception cref="GpuUnavailableException">No EGL library or no driver offers such a context.</exception>
    public static HeadlessContext Create(GlProfile profile = GlProfile.Auto) => Create(profile, default);

    /// <summary>Creates a context as <see cref="Create(GlProfile)"/>, of which more is asked.</summary>
    /// <exception cref="GpuUnavailableException">No EGL library or no driver offers such a context.</exception>
    internal static HeadlessContext Create(GlProfile profile, HeadlessTraits traits)
    {
        Egl egl = Egl.Instance
            ?? throw new GpuUnavailableException("This machine has no libEGL, so there is no GPU to compute on. " + Remedy);
        var tried = new List<string>();
        HeadlessContext? software = null;
        foreach (EglPlatform platform in EglPlatform.All(egl))
        {
            if (Open(egl, platform, profile, traits, tried) is not { } context)
                continue;
            if (!GlDeviceInfo.Read(context.Gl).IsSoftware)
            {
                software?.Dispose();
                context.MakeCurrent();
                return context;
            }
            if (software is null)
                software = context;
            else
                context.Dispose();
        }
        software?.MakeCurrent();
        return software ?? throw new GpuUnavailableException(
            $"No driver offers {Describe(profile)} without a window. {string.Join("; ", tried)}. {Remedy}");
    }

    /// <summary>Makes the context current on the calling thread, where it must not be current on another one.</summary>
    public void MakeCurrent()
    {
        ObjectDisposedException.ThrowIf(_context == 0, this);
        if (!_egl.MakeCurrent(_display, _surface, _context))
            throw new GpuUnavailableException($"The context cannot be made current on this thread: {_egl.TakeError()}.");
    }

    /// <summary>Leaves the calling thread without a current context, so that another thread may take this one.</summary>
    public void Release() => _egl.MakeCurrent(_display, 0, 0);

    /// <summary>Destroys the context with everything created in it.</summary>
    public void Dispose()
    {
        if (_context == 0)
            return;
        if (_egl.CurrentContext == _context)
            Release();
        _egl.DestroyContext(_display, _context);
        if (_surface != 0)
            _egl.DestroySurface(_display, _surface);
        _context = _surface = 0;
    }

    // Displays are shared within the process and stay open: terminating one ends every context on it.
    private static HeadlessContext? Open(
        Egl egl, EglPlatform platform, GlProfile profile, HeadlessTraits traits, List<string> tried)
    {
        nint display = platform.OpenDisplay(egl);
        if (traits.SharesWith is { } shared && shared._display != display)
            return null;
        if (!egl.Initialize(display, out Version eglVersion))
        {
            tried.Add($"{platform.Name}: no display ({egl.TakeError()})");
            return null;
        }
        string extensions = egl.QueryString(display, Egl.Extensions);
        foreach ((GlProfile kind, int major, int minor) in Versions)
        {
            if ((profile != GlProfile.Auto && profile != kind) || !egl.BindApi(EglAttributes.Api(kind)))
                continue;
            nint config = egl.ChooseConfig(display, EglAttributes.Config(kind));
            nint context = 0;
            foreach (bool robust in (ReadOnlySpan<bool>)[true, false])
            {
                if (context == 0 && (!robust || EglAttributes.HasRobustness(eglVersion, extensions)))
                {
                    context = egl.CreateContext(display, config, traits.SharesWith?._context ?? 0,
                        EglAttributes.Context(kind, major, minor, robust, eglVersion, traits));
                }
            }
            if (context == 0)
                continue;
            nint surface = extensions.Contains("EGL_KHR_surfaceless_context", StringComparison.Ordinal)
                ? 0 : egl.CreatePbufferSurface(display, config, EglAttributes.TinySurface);
            if (egl.MakeCurrent(display, surface, context))
                return new HeadlessContext(egl, platform.Name, display, surface, context);
            egl.DestroyContext(display, context);
        }
        tried.Add($"{platform.Name}: no {Describe(profile)} ({egl.TakeError()})");
        return null;
    }

    private static string Describe(GlProfile profile) => profile switch
    {
        GlProfile.Core => "OpenGL 4.3",
        GlProfile.Es => "OpenGL ES 3.1",
        _ => "OpenGL 4.3 or OpenGL ES 3.1",
    };
}
