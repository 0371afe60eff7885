using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>A linked compute shader. Owned by the <see cref="ProgramCache"/> that made it.</summary>
internal sealed class ComputeProgram
{
    private readonly GL _gl;

    public ComputeProgram(GL gl, uint handle, string name, bool fromDisk)
    {
        _gl = gl;
        Handle = handle;
        Name = name;
        FromDisk = fromDisk;
    }

    /// <summary>OpenGL's name of the program.</summary>
    public uint Handle { get; }

    /// <summary>File below shaders/, for messages.</summary>
    public string Name { get; }

    /// <summary>True if the driver took a stored binary instead of compiling.</summary>
    public bool FromDisk { get; }

    /// <summary>Location of a uniform, -1 if the compiler found no use for it. Look it up once, when the kernel is made.</summary>
    public int Uniform(string name) => _gl.GetUniformLocation(Handle, name);
}
