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
    }

    /// <summary>Number of programs.</summary>
    public int Count => _programs.Count;

    /// <summary>The program of a shader with these defines; made at the first call. For load time: it allocates.</summary>
    /// <param name="shader">File below shaders/.</param>
    /// <param name="defines">Constants; another order is another program.</param>
    /// <exception cref="ShaderCompilationException">The driver refuses it.</exception>
    public ComputeProgram Get(string shader, params ReadOnlySpan<ShaderDefine> defines)
    {
        var key = new StringBuilder(shader);
        foreach (ShaderDefine define in defines)
            key.Append('\n').Append(define.Name).Append('=').Append(define.Value);
        if (!_programs.TryGetValue(key.ToString(), out ComputeProgram? program))
        {
            program = Make(ShaderSource.Create(_library, shader, defines, _device.Info.IsEs));
            _programs.Add(key.ToString(), program);
        }
        return program;
    }

    /// <summary>Deletes all programs, if the context that they were in still exists.</summary>
    public void Dispose()
    {
        if (_programs.Count > 0 && _device.MayDelete(_generation))
        {
            foreach (ComputeProgram program in _programs.Values)
                _device.Gl.DeleteProgram(program.Handle);
        }

        _programs.Clear();
    }

    private ComputeProgram Make(ShaderSource source)
    {
        GL gl = _device.Gl;
        uint program = gl.CreateProgram();
        bool fromDisk = _store?.TryLoad(program, source.Text) == true;
        if (!fromDisk)
        {
            Compile(program, source);
            _store?.Save(program, source.Text);
        }
        _device.Debug.Label(ObjectIdentifier.Program, program, $"VisionPlugin {source.Name}");
        _device.Check(source.Name);
        return new ComputeProgram(gl, program, source.Name, fromDisk);
    }

    private void Compile(uint program, ShaderSource source)
    {
        GL gl = _device.Gl;
        uint shader = gl.CreateShader(ShaderType.ComputeShader);
        gl.ShaderSource(shader, source.Text);
        gl.CompileShader(shader);
        string? log = null;
        if (gl.GetShader(shader, ShaderParameterName.CompileStatus) == 0)
        {
            log = gl.GetShaderInfoLog(shader);
        }
        else
        {
            if (_store is not null)
                gl.ProgramParameter(program, ProgramParameterPName.BinaryRetrievableHint, 1);
            gl.AttachShader(program, shader);
            gl.LinkProgram(program);
            gl.DetachShader(program, shader);
            if (gl.GetProgram(program, ProgramPropertyARB.LinkStatus) == 0)
                log = gl.GetProgramInfoLog(program);
        }
        gl.DeleteShader(shader);
        if (log is not null)
        {
            gl.DeleteProgram(program);
            _device.ThrowIfLost();
            throw new ShaderCompilationException(
                source.Name, [.. source.Defines.Select(d => d.ToString())], source.Explain(log));
        }
    }
}
