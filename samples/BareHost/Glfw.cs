using System.Runtime.InteropServices;

namespace VisionPlugin.Samples.BareHost;

/// <summary>A window with an OpenGL context, straight from the machine's GLFW.</summary>
internal sealed unsafe partial class Glfw : IDisposable
{
    private const string Library = "glfw3";
    private const int ContextVersionMajor = 0x00022002, ContextVersionMinor = 0x00022003, OpenGLProfile = 0x00022008;
    private const int CoreProfile = 0x00032001;

    private readonly nint _window;

    static Glfw() => NativeLibrary.SetDllImportResolver(typeof(Glfw).Assembly, (name, assembly, path) => name == Library
        ? NativeLibrary.Load(
            OperatingSystem.IsWindows() ? "glfw3.dll" : OperatingSystem.IsMacOS() ? "libglfw.3.dylib" : "libglfw.so.3",
            assembly, path)
        : 0);

    public Glfw(string title, int width, int height, Version version)
    {
        if (Init() == 0)
            throw Error("There is no display");
        WindowHint(ContextVersionMajor, version.Major);
        WindowHint(ContextVersionMinor, version.Minor);
        WindowHint(OpenGLProfile, CoreProfile);
        _window = CreateWindow(width, height, title, 0, 0);
        if (_window == 0)
            throw Error($"There is no window with OpenGL {version}");
        MakeContextCurrent(_window);
        SwapInterval(1);
    }

    public bool IsClosing => WindowShouldClose(_window) != 0;

    /// <summary>Columns in pixels.</summary>
    public int Width => Size.Width;

    /// <summary>Rows in pixels.</summary>
    public int Height => Size.Height;

    private (int Width, int Height) Size
    {
        get
        {
            GetFramebufferSize(_window, out int width, out int height);
            return (width, height);
        }
    }

    public void SwapBuffers() => Swap(_window);

    public void Dispose()
    {
        DestroyWindow(_window);
        Terminate();
    }

    /// <summary>The address of a function of OpenGL, or 0.</summary>
    [LibraryImport(Library, EntryPoint = "glfwGetProcAddress", StringMarshalling = StringMarshalling.Utf8)]
    public static partial nint GetProcAddress(string name);

    [LibraryImport(Library, EntryPoint = "glfwPollEvents")]
    public static partial void PollEvents();

    private static GlfwException Error(string what)
    {
        byte* description = null;
        _ = GetError(&description);
        return new GlfwException($"{what}: {Marshal.PtrToStringUTF8((nint)description)}.");
    }

    [LibraryImport(Library, EntryPoint = "glfwInit")]
    private static partial int Init();

    [LibraryImport(Library, EntryPoint = "glfwTerminate")]
    private static partial void Terminate();

    [LibraryImport(Library, EntryPoint = "glfwGetError")]
    private static partial int GetError(byte** description);

    [LibraryImport(Library, EntryPoint = "glfwWindowHint")]
    private static partial void WindowHint(int hint, int value);

    [LibraryImport(Library, EntryPoint = "glfwCreateWindow", StringMarshalling = StringMarshalling.Utf8)]
    private static partial nint CreateWindow(int width, int height, string title, nint monitor, nint share);

    [LibraryImport(Library, EntryPoint = "glfwDestroyWindow")]
    private static partial void DestroyWindow(nint window);

    [LibraryImport(Library, EntryPoint = "glfwMakeContextCurrent")]
    private static partial void MakeContextCurrent(nint window);

    [LibraryImport(Library, EntryPoint = "glfwSwapInterval")]
    private static partial void SwapInterval(int interval);

    [LibraryImport(Library, EntryPoint = "glfwSwapBuffers")]
    private static partial void Swap(nint window);

    [LibraryImport(Library, EntryPoint = "glfwWindowShouldClose")]
    private static partial int WindowShouldClose(nint window);

    [LibraryImport(Library, EntryPoint = "glfwGetFramebufferSize")]
    private static partial void GetFramebufferSize(nint window, out int width, out int height);
}
