using System.Runtime.InteropServices;
using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Tests.Device;

/// <summary>
/// Stands between the plugin and the driver, as graphics debuggers do: a loader whose functions count objects and can
/// be replaced. Keep it until nothing calls the driver any more.
/// </summary>
internal sealed class GlInterposer
{
    private static readonly string[] Kinds =
        ["Buffers", "Textures", "Queries", "Samplers", "Framebuffers", "VertexArrays", "ProgramPipelines"];

    private readonly Dictionary<string, Func<nint, Delegate>> _makers = [];
    private readonly Dictionary<string, Delegate> _hooks = [];
    private readonly Dictionary<string, nint> _entries = [];

    public GlInterposer()
    {
        foreach (string kind in Kinds)
        {
            Alive[kind] = 0;
            Hook<Names>($"glGen{kind}", driver => (count, names) => Create(kind, count, () => driver(count, names)));
            Hook<Names>($"glCreate{kind}", driver => (count, names) => Create(kind, count, () => driver(count, names)));
            Hook<Names>($"glDelete{kind}", driver => (count, names) => Delete(kind, count, names, driver));
        }

        foreach (string kind in (string[])["Program", "Shader"])
        {
            Alive[kind] = 0;
            Hook<Create1>($"glCreate{kind}", driver => type => Create(kind, 1, () => driver(type)));
            Hook<Delete1>($"glDelete{kind}", driver => name => Delete(kind, name != 0, () => driver(name)));
        }

        Alive["Sync"] = 0;
        Hook<Fence>("glFenceSync", driver => (condition, flags) => Create("Sync", 1, () => driver(condition, flags)));
        Hook<DeleteFence>("glDeleteSync", driver => sync => Delete("Sync", sync != 0, () => driver(sync)));
        Hook<Status>("glGetGraphicsResetStatus", driver => () => ResetStatus != 0 ? ResetStatus : driver());
    }

    public delegate void Names(int count, nint names);

    public delegate uint Create1(uint type);

    public delegate void Delete1(uint name);

    public delegate nint Fence(uint condition, uint flags);

    public delegate void DeleteFence(nint sync);

    public delegate uint Status();

    /// <summary>Objects that were made and not deleted, by kind.</summary>
    public Dictionary<string, int> Alive { get; } = [];

    /// <summary><see cref="Alive"/> in one line.</summary>
    public string Describe() => string.Join(", ", Alive.Where(kind => kind.Value != 0).Select(kind => $"{kind.Value} {kind.Key}"));

    /// <summary>What the driver says of a reset from now on; 0 for the truth.</summary>
    public uint ResetStatus { get; set; }

    /// <summary>Functions that do not exist.</summary>
    public Predicate<string> Hides { get; set; } = _ => false;

    /// <summary>The functions, for this driver's contexts.</summary>
    public GL Gl => GL.GetApi(Load);

    /// <summary>The address of a function.</summary>
    public nint Load(string name)
    {
        if (Hides(name))
            return 0;
        if (_entries.TryGetValue(name, out nint entry))
            return entry;
        entry = Egl.Instance!.GetProcAddress(name);
        if (entry != 0 && _makers.TryGetValue(name, out Func<nint, Delegate>? make))
        {
            // Kept, since a function's address alone keeps no delegate.
            _hooks[name] = make(entry);
            entry = Marshal.GetFunctionPointerForDelegate(_hooks[name]);
        }

        return _entries[name] = entry;
    }

    /// <summary>Replaces a function; called before the first use.</summary>
    public void Hook<T>(string name, Func<T, T> make)
        where T : Delegate =>
        _makers[name] = driver => make(Marshal.GetDelegateForFunctionPointer<T>(driver));

    private void Create(string kind, int count, Action create)
    {
        Alive[kind] += count;
        create();
    }

    private T Create<T>(string kind, int count, Func<T> create)
    {
        Alive[kind] += count;
        return create();
    }

    private unsafe void Delete(string kind, int count, nint names, Names driver)
    {
        Alive[kind] -= count - new ReadOnlySpan<uint>((void*)names, count).Count(0u);
        driver(count, names);
    }

    private void Delete(string kind, bool exists, Action delete)
    {
        Alive[kind] -= exists ? 1 : 0;
        delete();
    }
}
