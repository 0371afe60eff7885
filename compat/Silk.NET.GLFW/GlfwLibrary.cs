using System.Reflection;
using System.Runtime.InteropServices;

namespace Silk.NET.GLFW;

/// <summary>Finds the machine's GLFW. The published package brings its own.</summary>
internal static class GlfwLibrary
{
    private const string Remedy = "Install GLFW 3.3 or later (Debian, Ubuntu: apt install libglfw3; Fedora: dnf install glfw; "
        + "macOS: brew install glfw; Windows: put glfw3.dll beside the program), or build where the package feed has the "
        + "published Silk.NET.";

    private static readonly string[] Names =
        OperatingSystem.IsWindows() ? ["glfw3.dll"]
        : OperatingSystem.IsMacOS() ? ["libglfw.3.dylib", "/opt/homebrew/lib/libglfw.3.dylib", "/usr/local/lib/libglfw.3.dylib"]
        : ["libglfw.so.3"];

    private static nint _handle;

    /// <summary>The loaded library; loads it at first use and keeps it.</summary>
    /// <exception cref="PlatformNotSupportedException">The machine has none. The message says what to install.</exception>
    public static nint Handle => _handle != 0 ? _handle : _handle = Load(Names);

    /// <summary>Loads the first library that is there.</summary>
    /// <exception cref="PlatformNotSupportedException">None is there. The message says what to install.</exception>
    public static nint Load(ReadOnlySpan<string> names)
    {
        foreach (string name in names)
        {
            if (NativeLibrary.TryLoad(name, Assembly.GetExecutingAssembly(), null, out nint handle))
                return handle;
        }

        throw new PlatformNotSupportedException(
            $"There is no window without GLFW: {string.Join(", ", names.ToArray())} cannot be loaded. {Remedy}");
    }
}
