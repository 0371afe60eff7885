using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Tests.Device;

namespace VisionPlugin.ComputeShaders.Tests.Sources;

/// <summary>
/// The current context as one of an earlier version of OpenGL: it says so, has no function that came later, and notes
/// questions about state that came later.
/// </summary>
internal sealed class OldContext
{
    private const int VersionString = 0x1F02, MajorVersion = 0x821B, MinorVersion = 0x821C;

    // Of what came with and after compute shaders, as far as the plugin knows the names.
    private static readonly string[] Later =
    [
        "glDispatchCompute", "glMemoryBarrier", "glBindImageTexture", "glShaderStorage", "glGetProgramResource",
        "glGetProgramBinary", "glProgramBinary", "glTexBufferRange", "glObjectLabel", "glPushDebugGroup", "glGetnUniform",
    ];

    private readonly GlInterposer _driver = new();
    private readonly byte[] _text;

    public OldContext(GlProfile profile, int major, int minor)
    {
        bool isEs = profile == GlProfile.Es;
        _text = GC.AllocateUninitializedArray<byte>(64, pinned: true);
        System.Text.Encoding.ASCII.GetBytes($"{(isEs ? "OpenGL ES " : "")}{major}.{minor} of old\0", _text);
        string[] later =
            [.. Later, .. isEs ? (string[])["glGetTexLevelParameter", "glEnablei", "glDisablei"] : ["glTexStorage"]];
        _driver.Hides = name => Array.Exists(later, hidden => name.StartsWith(hidden, StringComparison.Ordinal));
        _driver.Hook<GetString>("glGetString", driver => name => name == VersionString ? Text : driver(name));
        _driver.Hook<GetIntegers>("glGetIntegerv", driver => (name, values) => Answer(name, values, major, minor, driver));
    }

    private delegate nint GetString(int name);

    private delegate void GetIntegers(int name, nint values);

    /// <summary>Its functions.</summary>
    public GL Gl => _driver.Gl;

    /// <summary>The address of a function, or 0.</summary>
    public Func<string, nint> Loader => _driver.Load;

    /// <summary>What was asked that this version does not know.</summary>
    public List<string> Mistakes { get; } = [];

    private unsafe nint Text => (nint)System.Runtime.CompilerServices.Unsafe.AsPointer(ref _text[0]);

    private unsafe void Answer(int name, nint values, int major, int minor, GetIntegers driver)
    {
        // Storage and images, work groups, and the lengths of debug labels.
        if (name is (>= 0x90D0 and <= 0x90DF) or (>= 0x8F38 and <= 0x8F3E) or (>= 0x91BB and <= 0x91BF) or 0x82E8 or 0x87FE)
            Mistakes.Add($"0x{name:X}");
        if (name == MajorVersion)
            *(int*)values = major;
        else if (name == MinorVersion)
            *(int*)values = minor;
        else
            driver(name, values);
    }
}
