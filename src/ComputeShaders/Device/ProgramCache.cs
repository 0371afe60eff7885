using System.Text;
using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// Programs by shader and defines: compiled once a device, and once a driver version where the driver gives its binaries
/// away. Owns its programs.
/// </summary>
internal sealed class ProgramCache : IDisposable
{
    private readonly GlDevice _device;
    private readonly int _generation;
    private readonly ShaderLibrary _library;
    private readonly ProgramStore? _store;
    private readonly Dictionary<string, ComputeProgram> _programs = [];
    private readonly Dictionary<string, PendingProgram> _pending = [];

    /// <summary>Creates an empty cache.</summary>
    /// <param name="device">The device.</param>
    /// <param name="library">Where shaders come from.</param>
    /// <param name="store">Binaries on disk; null to compile always.</param>
    public ProgramCache(GlDevice device, ShaderLibrary library, ProgramStore? store)
    {
        _device = device;
        _generation = device.Generation;
        _library = library;
        _store = store;
        CompilesInParallel = device.Gl.IsExtensionPresent("GL_KHR_parallel_shader_compile")
            || device.Gl.IsExtensionPresent("GL_ARB_parallel_shader_compile");
    }

    /// <summary>Number of programs.</summary>
    public int Count => _programs.Count;

    /// <summary>Number of programs that the driver had to compile, since no stored binary would do.</summary>
    public int CompiledCount { get; private set; }

    /// <summary>True if the driver compiles on threads of its own and says when a program is ready.</summary>
    public bool CompilesInParallel { get; init; }

    /// <summary>What a program is known by: its shader and defines, in their order.</summary>
    public static string KeyOf(string shader, params ReadOnlySpan<ShaderDefine> defines)
    {
        var key = new StringBuilder(shader);
        foreach (ShaderDefine define in defines)
            key.Append('\n').Append(define.Name).Append('=').Append(define.Value);
        return key.ToString();
    }

    /// <summary>The program of a shader with these defines; made at the first call. For load time: it allocates.</summary>
    /// <param name="shader">File below shaders/.</param>
    /// <param name="defines">Constants; another order is another program.</param>
    /// <exception cref="ShaderCompilationException">The driver refuses it.</exception>
    public ComputeProgram Get(string shader, params ReadOnlySpan<ShaderDefine> defines)
    {
        string key = KeyOf(shader, defines);
        if (!_programs.TryGetValue(key, out ComputeProgram? program))
        {
            Begin(shader, defines);
            program = Finish(key);
        }
        return program;
    }

    /// <summary>Asks the driver for a program, unless it is there or begun. A driver may compile it here and now.</summary>
    /// <returns>Its key.</returns>
    public string Begin(string shader, params ReadOnlySpan<ShaderDefine> defines)
    {
        string key = KeyOf(shader, defines);
        if (!_programs.ContainsKey(key) && !_pending.ContainsKey(key))
        {
            var source = ShaderSource.Create(_library, shader, defines, _device.Info.IsEs);
            _pending.Add(key, PendingProgram.Begin(_device.Gl, source, _store));
        }
        return key;
    }

    /// <summary>True if <see cref="Finish"/> would not wait for the driver.</summary>
    public bool IsReady(string key) => _programs.ContainsKey(key) || (CompilesInParallel && _pending[key].IsReady());

    /// <summary>The program of a key; waits for the driver if that is still at work on it.</summary>
    /// <exception cref="ShaderCompilationException">The driver refuses it.</exception>
    public ComputeProgram Finish(string key)
    {
        if (_programs.TryGetValue(key, out ComputeProgram? program))
            return program;
        _pending.Remove(key, out PendingProgram? pending);
        ShaderSource source = pending!.Source;
        if (pending.FinishBlocking() is { } log)
        {
            _device.ThrowIfLost();
            throw new ShaderCompilationException(
                source.Name, [.. source.Defines.Select(d => d.ToString())], source.Explain(log));
        }

        if (!pending.FromDisk)
        {
            CompiledCount++;
            _store?.Save(pending.Handle, source.Text);
        }
        _device.Debug.Label(ObjectIdentifier.Program, pending.Handle, $"VisionPlugin {source.Name}");
        _device.Check(source.Name);
        program = new ComputeProgram(_device.Gl, pending.Handle, source.Name, pending.FromDisk);
        _programs.Add(key, program);
        return program;
    }

    /// <summary>Deletes all programs, if the context that they were in still exists.</summary>
    public void Dispose()
    {
        if (_programs.Count + _pending.Count > 0 && _device.MayDelete(_generation))
        {
            foreach (ComputeProgram program in _programs.Values)
                _device.Gl.DeleteProgram(program.Handle);
            foreach (PendingProgram pending in _pending.Values)
                pending.Delete();
        }

        _programs.Clear();
        _pending.Clear();
    }
}
