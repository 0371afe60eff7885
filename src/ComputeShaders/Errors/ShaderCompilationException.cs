namespace VisionPlugin.ComputeShaders;

/// <summary>The driver refused a shader. The message has the shader, its defines and the log with file, line and text.</summary>
public sealed class ShaderCompilationException : VisionException
{
    /// <summary>Creates the error from the driver's log, in which positions already name files and lines.</summary>
    public ShaderCompilationException(string shader, IReadOnlyList<string> defines, string log)
        : base($"shaders/{shader} does not compile with {(defines.Count == 0 ? "no defines" : string.Join(' ', defines))}:"
            + Environment.NewLine + log)
    {
        Shader = shader;
        Defines = defines;
        Log = log;
    }

    /// <summary>File below shaders/.</summary>
    public string Shader { get; }

    /// <summary>The defines that it was compiled with, as <c>NAME=VALUE</c>.</summary>
    public IReadOnlyList<string> Defines { get; }

    /// <summary>The driver's log with files, lines and source text.</summary>
    public string Log { get; }
}
