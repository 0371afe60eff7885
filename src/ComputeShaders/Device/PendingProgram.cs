using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>
/// A program that the driver is at work on: compiling and linking have been asked for, their outcome has not. Owned by
/// the <see cref="ProgramCache"/> that began it.
/// </summary>
internal sealed class PendingProgram
{
    private const ProgramPropertyARB CompletionStatus = (ProgramPropertyARB)0x91B1;

    private readonly GL _gl;
    private readonly uint _shader;

    private PendingProgram(GL gl, ShaderSource source, uint program, uint shader) =>
        (_gl, Source, Handle, _shader) = (gl, source, program, shader);

    /// <summary>The source.</summary>
    public ShaderSource Source { get; }

    /// <summary>OpenGL's name of the program.</summary>
    public uint Handle { get; }

    /// <summary>True if a stored binary was taken and nothing is compiled.</summary>
    public bool FromDisk => _shader == 0;

    /// <summary>Takes the binary from the store, or else asks the driver to compile. A driver may do that at once.</summary>
    public static PendingProgram Begin(GL gl, ShaderSource source, ProgramStore? store)
    {
        uint program = gl.CreateProgram();
        if (store?.TryLoad(program, source.Text) == true)
            return new PendingProgram(gl, source, program, 0);
        uint shader = gl.CreateShader(ShaderType.ComputeShader);
        gl.ShaderSource(shader, source.Text);
        gl.CompileShader(shader);
        if (store is not null)
            gl.ProgramParameter(program, ProgramParameterPName.BinaryRetrievableHint, 1);
        gl.AttachShader(program, shader);
        gl.LinkProgram(program);
        return new PendingProgram(gl, source, program, shader);
    }

    /// <summary>True if the driver has done its work. Needs parallel compilation; never blocks.</summary>
    public bool IsReady() => FromDisk || _gl.GetProgram(Handle, CompletionStatus) != 0;

    /// <summary>Waits for the driver. Null if it was content; else its log, and the program is gone.</summary>
    public string? FinishBlocking()
    {
        if (FromDisk)
            return null;
        string? log = null;
        if (_gl.GetShader(_shader, ShaderParameterName.CompileStatus) == 0)
            log = _gl.GetShaderInfoLog(_shader);
        else if (_gl.GetProgram(Handle, ProgramPropertyARB.LinkStatus) == 0)
            log = _gl.GetProgramInfoLog(Handle);
        _gl.DetachShader(Handle, _shader);
        _gl.DeleteShader(_shader);
        if (log is not null)
            _gl.DeleteProgram(Handle);
        return log;
    }

    /// <summary>Gives it up.</summary>
    public void Delete()
    {
        if (_shader != 0)
            _gl.DeleteShader(_shader);
        _gl.DeleteProgram(Handle);
    }
}
