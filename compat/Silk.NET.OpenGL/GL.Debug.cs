using System.Runtime.InteropServices;
using System.Text;

namespace Silk.NET.OpenGL;

// Debug output, groups and labels.
public unsafe partial class GL
{
    private nint _debugMessageControl, _objectLabel, _pushDebugGroup, _popDebugGroup, _debugMessageCallback;
    private DebugProc? _debugCallback;

    public void DebugMessageControl(DebugSource source, DebugType type, DebugSeverity severity, uint count,
        uint* ids, bool enabled) =>
        ((delegate* unmanaged<DebugSource, DebugType, DebugSeverity, uint, uint*, byte, void>)
        Entry(ref _debugMessageControl, "glDebugMessageControl"))
        (source, type, severity, count, ids, enabled ? (byte)1 : (byte)0);

    public void ObjectLabel(ObjectIdentifier identifier, uint name, uint length, byte* label) =>
        ((delegate* unmanaged<ObjectIdentifier, uint, uint, byte*, void>)Entry(ref _objectLabel, "glObjectLabel"))
        (identifier, name, length, label);

    public void PushDebugGroup(DebugSource source, uint id, uint length, byte* message) =>
        ((delegate* unmanaged<DebugSource, uint, uint, byte*, void>)Entry(ref _pushDebugGroup, "glPushDebugGroup"))
        (source, id, length, message);

    public void PopDebugGroup() =>
        ((delegate* unmanaged<void>)Entry(ref _popDebugGroup, "glPopDebugGroup"))();

    public void DebugMessageCallback(DebugProc callback, void* userParam)
    {
        nint entry = Entry(ref _debugMessageCallback, "glDebugMessageCallback");
        nint pointer = callback is null ? 0 : Marshal.GetFunctionPointerForDelegate(callback);
        ((delegate* unmanaged<nint, void*, void>)entry)(pointer, userParam);
        _debugCallback = callback; // the driver calls it until the next one is set
    }

    public void ObjectLabel(ObjectIdentifier identifier, uint name, uint length, string label)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(label + '\0'))
            ObjectLabel(identifier, name, length, text);
    }
}
