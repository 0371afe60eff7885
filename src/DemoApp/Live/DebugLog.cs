using System.Runtime.InteropServices;
using Silk.NET.OpenGL;

namespace VisionPlugin.DemoApp.Live;

/// <summary>Collects what OpenGL complains of in a debug context.</summary>
internal sealed class DebugLog
{
    private const int Error = 0x824C, UndefinedBehavior = 0x824E;

    private readonly List<string> _errors = [];

    public DebugLog(GL gl)
    {
        gl.Enable(EnableCap.DebugOutputSynchronous);
        gl.DebugMessageCallback<byte>(OnMessage, []);
    }

    /// <summary>The complaints.</summary>
    public IReadOnlyList<string> Errors => _errors;

    private void OnMessage(GLEnum source, GLEnum type, int id, GLEnum severity, int length, nint message,
        nint userParam)
    {
        if ((int)type is Error or UndefinedBehavior)
            _errors.Add(Marshal.PtrToStringUTF8(message, length));
    }
}
