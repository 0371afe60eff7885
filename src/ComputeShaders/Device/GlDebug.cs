using System.Text;
using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Names for graphics debuggers (RenderDoc, apitrace) and driver messages: of objects, and of groups of commands. Core in
/// OpenGL 4.3 and ES 3.2, before that an extension, whose functions have a suffix in ES; without it nothing is named.
/// </summary>
internal sealed unsafe class GlDebug
{
    private const GetPName MaxLabelLength = (GetPName)0x82E8;
    private const GetPName MaxMessageLength = (GetPName)0x9143;
    private const GetPName MaxGroupDepth = (GetPName)0x826C;
    private const GetPName GroupDepth = (GetPName)0x826D;
    private const uint SourceApplication = 0x824A;
    private const int DebugContextBit = 2;

    private readonly GL _gl;
    private readonly delegate* unmanaged<ObjectIdentifier, uint, int, byte*, void> _label;
    private readonly delegate* unmanaged<uint, uint, int, byte*, void> _push;
    private readonly delegate* unmanaged<void> _pop;
    private readonly int _maxLabel;
    private readonly int _maxName;
    private readonly int _maxDepth;

    public GlDebug(GL gl, GlDeviceInfo info)
    {
        _gl = gl;
        bool isCore = info.IsAtLeast(info.IsEs ? (3, 2) : (4, 3));
        string suffix = isCore || !info.IsEs ? "" : "KHR";
        if ((isCore || gl.IsExtensionPresent("GL_KHR_debug"))
            && gl.Context.TryGetProcAddress("glObjectLabel" + suffix, out nint label)
            && gl.Context.TryGetProcAddress("glPushDebugGroup" + suffix, out nint push)
            && gl.Context.TryGetProcAddress("glPopDebugGroup" + suffix, out nint pop))
        {
            _label = (delegate* unmanaged<ObjectIdentifier, uint, int, byte*, void>)label;
            _push = (delegate* unmanaged<uint, uint, int, byte*, void>)push;
            _pop = (delegate* unmanaged<void>)pop;
            // What the driver takes, its closing zero included.
            (_maxLabel, _maxName) = (gl.GetInteger(MaxLabelLength) - 1, gl.GetInteger(MaxMessageLength) - 1);
            _maxDepth = gl.GetInteger(MaxGroupDepth);
            IsWatched = gl.IsExtensionPresent("GL_EXT_debug_tool")
                || (gl.GetInteger((GetPName)GLEnum.ContextFlags) & DebugContextBit) != 0;
        }
    }

    /// <summary>True in a debug context and under a debugger: then commands are to be grouped.</summary>
    public bool IsWatched { get; }

    /// <summary>Names an object, which must have been bound once. For load time: it allocates.</summary>
    public void Label(ObjectIdentifier kind, uint name, string label)
    {
        if (_label is null)
            return;
        ReadOnlySpan<byte> text = Encoding.UTF8.GetBytes(label);
        fixed (byte* pointer = text)
            _label(kind, name, Math.Min(text.Length, _maxLabel), pointer);
    }

    /// <summary>
    /// Opens a group around the commands to come. False if there is none to be closed: the driver knows no groups, or
    /// the host's lie as deep as it allows. Allocates nothing.
    /// </summary>
    /// <param name="name">Its name in UTF-8.</param>
    public bool TryBeginGroup(ReadOnlySpan<byte> name)
    {
        if (_push is null || name.IsEmpty || _gl.GetInteger(GroupDepth) >= _maxDepth)
            return false;
        fixed (byte* pointer = name)
            _push(SourceApplication, 0, Math.Min(name.Length, _maxName), pointer);
        return true;
    }

    /// <summary>Closes the group.</summary>
    public void EndGroup() => _pop();
}
