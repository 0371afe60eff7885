using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Tests.Device;

namespace VisionPlugin.ComputeShaders.Tests.Es31;

/// <summary>
/// A driver that offers exactly what OpenGL ES 3.1 promises, as that of a Raspberry Pi nearly does: its version, its limits
/// (the least that the standard allows), no extension and no later function. Whatever exceeds that is noted, since the
/// real driver below would let it pass.
/// </summary>
internal sealed partial class Es31Driver : IDisposable
{
    private const int SharedBytes = 16 * 1024, Invocations = 128, Slots = 4, Alignment = 256;

    // The first letters of functions that came later, or are the desktop's.
    private static readonly string[] Later =
    [
        "glTexBuffer", "glObject", "glPushDebug", "glPopDebug", "glDebug", "glGetObject", "glGetDebug", "glCopyImage",
        "glGetGraphicsReset", "glReadn", "glGetn", "glPatch", "glEnablei", "glDisablei", "glIsEnabledi", "glColorMaski",
        "glBlendFunci", "glFramebufferTextureEXT", "glQueryCounter", "glGetQueryObjectui64", "glGetQueryObjecti",
        "glGetBufferSubData", "glBufferStorage", "glClearBufferData", "glClearBufferSub", "glNamed", "glGetNamed", "glGetTexImage",
        "glGetTextureImage", "glClearTex", "glMultiDraw", "glMaxShaderCompilerThreads", "glPolygonMode", "glDrawBuffer\0",
    ];

    private readonly Dictionary<int, int> _integers = new()
    {
        [0x821B] = 3, // version
        [0x821C] = 1,
        [0x821D] = 0, // extensions
        [0x90EB] = Invocations,
        [0x8262] = SharedBytes,
        [0x90DB] = Slots, // storage blocks of a shader, and in all
        [0x90DD] = Slots,
        [0x8F38] = Slots, // image units, and those of a shader
        [0x91BD] = Slots,
        [0x90DF] = Alignment,
        [0x8A34] = Alignment,
        [0x8A30] = 16384, // bytes of a uniform block
        [0x0D33] = 2048, // texture size
        [0x87FE] = 0, // formats of program binaries
    };

    private readonly int _groups;
    private readonly long _storageBytes;
    private readonly HeadlessContext _context;
    private readonly GlInterposer _driver = new();
    private readonly Dictionary<int, nint> _strings = new()
    {
        [0x1F01] = Marshal.StringToHGlobalAnsi("V3D, as far as ES 3.1 promises"),
        [0x1F02] = Marshal.StringToHGlobalAnsi("OpenGL ES 3.1"),
        [0x8B8C] = Marshal.StringToHGlobalAnsi("OpenGL ES GLSL ES 3.10"),
    };

    /// <param name="groups">Most work groups in a direction of a grid.</param>
    /// <param name="storageBytes">Most bytes of a storage block.</param>
    /// <param name="other">Other limits by OpenGL's name, less than the standard promises.</param>
    public Es31Driver(int groups = 65535, long storageBytes = 1L << 27, params ReadOnlySpan<(int Name, int Value)> other)
    {
        (_groups, _storageBytes) = (groups, storageBytes);
        foreach ((int name, int value) in other)
            _integers[name] = value;
        _context = Gpu.OpenContext(GlProfile.Es);
        _driver.Hides = name => Later.Any(later => (name + '\0').StartsWith(later, StringComparison.Ordinal));
        _driver.Hook<GetString>("glGetString", driver => name => _strings.TryGetValue(name, out nint text) ? text : driver(name));
        _driver.Hook<Get>("glGetIntegerv", driver => (name, data) => Answer(name, data, () => driver(name, data)));
        _driver.Hook<Get>("glGetInteger64v", driver => (name, data) => Answer64(name, data, () => driver(name, data)));
        _driver.Hook<GetIndexed>("glGetIntegeri_v", driver => (name, index, data) =>
            AnswerIndexed(name, index, data, () => driver(name, index, data)));
        _driver.Hook<Dispatch>("glDispatchCompute", driver => (x, y, z) =>
        {
            Require(Math.Max(x, Math.Max(y, z)) <= _groups, $"{x} x {y} x {z} work groups");
            driver(x, y, z);
        });
        _driver.Hook<BindBase>("glBindBufferBase", driver => (target, index, buffer) =>
        {
            Require(index < Slots, $"block {index}");
            driver(target, index, buffer);
        });
        _driver.Hook<BindRange>("glBindBufferRange", driver => (target, index, buffer, offset, size) =>
        {
            Require(index < Slots && offset % Alignment == 0, $"block {index} at {offset}");
            Require(size <= storageBytes, $"{size} bytes in a block");
            driver(target, index, buffer, offset, size);
        });
        _driver.Hook<LinkProgram>("glLinkProgram", driver => program =>
        {
            driver(program);
            VerifyProgram(program);
        });
        _driver.Hook<Source>("glShaderSource", driver => (shader, count, texts, lengths) =>
        {
            VerifySource(Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(texts), Marshal.ReadInt32(lengths)));
            driver(shader, count, texts, lengths);
        });
        try
        {
            Device = new GlDevice(_driver.Gl) { ChecksErrors = true };
        }
        catch
        {
            _context.Dispose();
            throw;
        }
    }

    private delegate nint GetString(int name);

    private delegate void Get(int name, nint data);

    private delegate void GetIndexed(int name, uint index, nint data);

    private delegate void Dispatch(uint x, uint y, uint z);

    private delegate void BindBase(uint target, uint index, uint buffer);

    private delegate void BindRange(uint target, uint index, uint buffer, nint offset, nint size);

    private delegate void LinkProgram(uint program);

    private delegate void Source(uint shader, int count, nint texts, nint lengths);

    /// <summary>The device that the plugin makes of it.</summary>
    public GlDevice Device { get; }

    /// <summary>What went beyond OpenGL ES 3.1.</summary>
    public List<string> Violations { get; } = [];

    public void Dispose()
    {
        Device.Dispose();
        _context.Dispose();
        foreach (nint text in _strings.Values)
            Marshal.FreeHGlobal(text);
    }

    private void Require(bool holds, string what)
    {
        if (!holds)
            Violations.Add(what);
    }

    private void Answer(int name, nint data, Action ask)
    {
        if (_integers.TryGetValue(name, out int value))
            Marshal.WriteInt32(data, value);
        else
            ask();
    }

    private void Answer64(int name, nint data, Action ask)
    {
        if (name == 0x90DE)
            Marshal.WriteInt64(data, _storageBytes);
        else
            ask();
    }

    private void AnswerIndexed(int name, uint index, nint data, Action ask)
    {
        if (name == 0x91BE)
            Marshal.WriteInt32(data, _groups);
        else if (name == 0x91BF)
            Marshal.WriteInt32(data, index == 2 ? 64 : 128);
        else
            ask();
    }

    private unsafe void VerifyProgram(uint program)
    {
        int* size = stackalloc int[3];
        ((delegate* unmanaged<uint, int, int*, void>)_driver.Load("glGetProgramiv"))(program, 0x8267, size);
        Require(size[0] * size[1] * size[2] <= Invocations && size[2] <= 64, $"a work group of {size[0]} x {size[1]} x {size[2]}");
        int blocks = 0;
        ((delegate* unmanaged<uint, int, int, int*, void>)_driver.Load("glGetProgramInterfaceiv"))
            (program, 0x92E6, 0x92F5, &blocks);
        Require(blocks <= Slots, $"{blocks} storage blocks");
    }

    // What shared variables take, by the sizes that defines give the arrays.
    private void VerifySource(string source)
    {
        Require(source.StartsWith("#version 310 es", StringComparison.Ordinal), source.Split('\n')[0]);
        var sizes = new Dictionary<string, int>();
        foreach (Match define in Define().Matches(source))
            sizes[define.Groups[1].Value] = int.Parse(define.Groups[2].Value, CultureInfo.InvariantCulture);
        int bytes = Shared().Matches(source).Sum(m =>
            Size(m.Groups[2], sizes) * Size(m.Groups[3], sizes) * (m.Groups[1].Value switch { "vec4" => 16, "vec2" or "ivec2" or "uvec2" => 8, _ => 4 }));
        Require(bytes <= SharedBytes, $"{bytes} bytes of shared memory");
        Require(Shared().Count(source) == source.Split("\nshared ").Length - 1, "a shared variable that is not understood");
    }

    private static int Size(Group text, Dictionary<string, int> sizes) =>
        !text.Success ? 1
        : int.TryParse(text.Value, CultureInfo.InvariantCulture, out int number) ? number : sizes[text.Value];

    [GeneratedRegex(@"^#define (\w+) (\d+)$", RegexOptions.Multiline)]
    private static partial Regex Define();

    [GeneratedRegex(@"^shared (float|u?int|[iu]?vec2|vec4) \w+(?:\[(?:(\d+) \* )?(\w+)\])?;", RegexOptions.Multiline)]
    private static partial Regex Shared();
}
