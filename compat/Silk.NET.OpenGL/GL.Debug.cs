using System.Text;

namespace Silk.NET.OpenGL;

// Debug output, groups and labels.
public unsafe partial class GL
{
    private nint _objectLabel, _pushDebugGroup, _popDebugGroup;

    public void ObjectLabel(ObjectIdentifier identifier, uint name, uint length, byte* label) =>
        ((delegate* unmanaged<ObjectIdentifier, uint, uint, byte*, void>)Entry(ref _objectLabel, "glObjectLabel"))
        (identifier, name, length, label);

    public void PushDebugGroup(DebugSource source, uint id, uint length, byte* message) =>
        ((delegate* unmanaged<DebugSource, uint, uint, byte*, void>)Entry(ref _pushDebugGroup, "glPushDebugGroup"))
        (source, id, length, message);

    public void PopDebugGroup() =>
        ((delegate* unmanaged<void>)Entry(ref _popDebugGroup, "glPopDebugGroup"))();

    public void ObjectLabel(ObjectIdentifier identifier, uint name, uint length, string label)
    {
        fixed (byte* text = Encoding.UTF8.GetBytes(label + '\0'))
            ObjectLabel(identifier, name, length, text);
    }
}
