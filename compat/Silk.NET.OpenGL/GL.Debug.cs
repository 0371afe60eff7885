using System.Runtime.InteropServices;

namespace Silk.NET.OpenGL;

// Debug output.
public unsafe partial class GL
{
    private nint _debugMessageCallback;
    private DebugProc? _debugProc;

    public void DebugMessageCallback(DebugProc callback, void* userParam)
    {
        // The driver calls it as long as the context lives, so it lives as long as this.
        _debugProc = callback;
        ((delegate* unmanaged<nint, void*, void>)Entry(ref _debugMessageCallback, "glDebugMessageCallback"))
            (Marshal.GetFunctionPointerForDelegate(callback), userParam);
    }
}
