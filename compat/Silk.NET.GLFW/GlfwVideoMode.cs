using System.Runtime.InteropServices;

namespace Silk.NET.GLFW;

/// <summary>Size of a monitor in screen coordinates, bits a channel, refreshes a second.</summary>
[StructLayout(LayoutKind.Sequential)]
internal readonly record struct GlfwVideoMode(
    int Width, int Height, int RedBits, int GreenBits, int BlueBits, int RefreshRate);
