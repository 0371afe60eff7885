using System.Runtime.InteropServices;
using System.Text;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>The few functions of libEGL that a context without a window needs. Loaded once a process.</summary>
internal sealed unsafe class Egl
{
    private static readonly string[] LibraryNames =
        OperatingSystem.IsWindows() ? ["libEGL.dll"]
        : OperatingSystem.IsMacOS() ? ["libEGL.dylib"]
        : ["libEGL.so.1", "libEGL.so"];

    private static readonly Lazy<Egl?> Loaded = new(Load);

    private readonly nint _library;
    private readonly delegate* unmanaged<byte*, nint> _getProcAddress;
    private readonly delegate* unmanaged<nint, nint> _getDisplay;
    private readonly delegate* unmanaged<nint, int*, int*, uint> _initialize;
    private readonly delegate* unmanaged<nint, int, byte*> _queryString;
    private readonly delegate* unmanaged<nint, int*, nint*, int, int*, uint> _chooseConfig;
    private readonly delegate* unmanaged<uint, uint> _bindApi;
    private readonly delegate* unmanaged<nint, nint, nint, int*, nint> _createContext;
    private readonly delegate* unmanaged<nint, nint, int*, nint> _createPbufferSurface;
    private readonly delegate* unmanaged<nint, nint, nint, nint, uint> _makeCurrent;
    private readonly delegate* unmanaged<nint, nint, uint> _destroyContext;
    private readonly delegate* unmanaged<nint, nint, uint> _destroySurface;
    private readonly delegate* unmanaged<nint> _getCurrentContext;
    private readonly delegate* unmanaged<int> _getError;

    private Egl(nint library)
    {
        _library = library;
        _getProcAddress = (delegate* unmanaged<byte*, nint>)Export("eglGetProcAddress");
        _getDisplay = (delegate* unmanaged<nint, nint>)Export("eglGetDisplay");
        _initialize = (delegate* unmanaged<nint, int*, int*, uint>)Export("eglInitialize");
        _queryString = (delegate* unmanaged<nint, int, byte*>)Export("eglQueryString");
        _chooseConfig = (delegate* unmanaged<nint, int*, nint*, int, int*, uint>)Export("eglChooseConfig");
        _bindApi = (delegate* unmanaged<uint, uint>)Export("eglBindAPI");
        _createContext = (delegate* unmanaged<nint, nint, nint, int*, nint>)Export("eglCreateContext");
        _createPbufferSurface = (delegate* unmanaged<nint, nint, int*, nint>)Export("eglCreatePbufferSurface");
        _makeCurrent = (delegate* unmanaged<nint, nint, nint, nint, uint>)Export("eglMakeCurrent");
        _destroyContext = (delegate* unmanaged<nint, nint, uint>)Export("eglDestroyContext");
        _destroySurface = (delegate* unmanaged<nint, nint, uint>)Export("eglDestroySurface");
        _getCurrentContext = (delegate* unmanaged<nint>)Export("eglGetCurrentContext");
        _getError = (delegate* unmanaged<int>)Export("eglGetError");
    }

    /// <summary>The library, or null where the machine has none.</summary>
    public static Egl? Instance => Loaded.Value;

    /// <summary>Extensions of the library itself, known before there is a display.</summary>
    public string ClientExtensions => QueryString(0, Extensions);

    public nint CurrentContext => _getCurrentContext();

    /// <summary>The function behind <see cref="CurrentContext"/>.</summary>
    public delegate* unmanaged<nint> GetCurrentContext => _getCurrentContext;

    public const int Extensions = 0x3055;

    public nint GetProcAddress(string name)
    {
        fixed (byte* text = Encoding.ASCII.GetBytes(name + '\0'))
        {
            nint address = _getProcAddress(text);
            return address != 0 ? address : NativeLibrary.TryGetExport(_library, name, out nint export) ? export : 0;
        }
    }

    public string QueryString(nint display, int name) => Marshal.PtrToStringUTF8((nint)_queryString(display, name)) ?? "";

    public nint GetDefaultDisplay() => _getDisplay(0);

    public nint GetPlatformDisplay(uint platform, nint native)
    {
        var entry = (delegate* unmanaged<uint, nint, int*, nint>)GetProcAddress("eglGetPlatformDisplayEXT");
        return entry is null ? 0 : entry(platform, native, null);
    }

    /// <summary>The machine's devices, those that are hardware first. Empty without EGL_EXT_device_enumeration.</summary>
    public nint[] QueryDevices()
    {
        var queryDevices = (delegate* unmanaged<int, nint*, int*, uint>)GetProcAddress("eglQueryDevicesEXT");
        var queryString = (delegate* unmanaged<nint, int, byte*>)GetProcAddress("eglQueryDeviceStringEXT");
        if (!ClientExtensions.Contains("EGL_EXT_device_enumeration", StringComparison.Ordinal)
            && !ClientExtensions.Contains("EGL_EXT_device_base", StringComparison.Ordinal)
            || queryDevices is null || queryString is null)
        {
            return [];
        }
        nint* devices = stackalloc nint[16];
        int count = 0;
        if (queryDevices(16, devices, &count) == 0)
            return [];
        bool IsSoftware(nint device) => Marshal.PtrToStringUTF8((nint)queryString(device, Extensions))
            ?.Contains("EGL_MESA_device_software", StringComparison.Ordinal) == true;
        return [.. new ReadOnlySpan<nint>(devices, count).ToArray().OrderBy(IsSoftware)];
    }

    public bool Initialize(nint display, out Version version)
    {
        int major = 0, minor = 0;
        bool done = display != 0 && _initialize(display, &major, &minor) != 0;
        version = new Version(major, minor);
        return done;
    }

    public nint ChooseConfig(nint display, ReadOnlySpan<int> attributes)
    {
        nint config = 0;
        int count = 0;
        fixed (int* pointer = attributes)
            return _chooseConfig(display, pointer, &config, 1, &count) != 0 && count > 0 ? config : 0;
    }

    public bool BindApi(uint api) => _bindApi(api) != 0;

    public nint CreateContext(nint display, nint config, nint sharesWith, ReadOnlySpan<int> attributes)
    {
        fixed (int* pointer = attributes)
            return _createContext(display, config, sharesWith, pointer);
    }

    public nint CreatePbufferSurface(nint display, nint config, ReadOnlySpan<int> attributes)
    {
        fixed (int* pointer = attributes)
            return _createPbufferSurface(display, config, pointer);
    }

    public bool MakeCurrent(nint display, nint surface, nint context) =>
        _makeCurrent(display, surface, surface, context) != 0;

    public void DestroyContext(nint display, nint context) => _destroyContext(display, context);

    public void DestroySurface(nint display, nint surface) => _destroySurface(display, surface);

    /// <summary>The error of the last call on this thread, and none from then on.</summary>
    public string TakeError() => $"EGL error 0x{_getError():X}";

    private static Egl? Load()
    {
        foreach (string name in LibraryNames)
        {
            if (NativeLibrary.TryLoad(name, typeof(Egl).Assembly, null, out nint library))
                return new Egl(library);
        }
        return null;
    }

    private nint Export(string name) => NativeLibrary.GetExport(_library, name);
}
