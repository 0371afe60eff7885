using Silk.NET.OpenGL;

namespace VisionPlugin.Samples.SpinningCubes;

/// <summary>Compiles the shaders that are embedded in the program.</summary>
internal static class Shaders
{
    /// <summary>The program of <c>NAME.vert</c> and <c>NAME.frag</c>.</summary>
    public static uint Load(GL gl, string name)
    {
        uint program = gl.CreateProgram();
        uint vertex = Compile(gl, program, ShaderType.VertexShader, name + ".vert");
        uint fragment = Compile(gl, program, ShaderType.FragmentShader, name + ".frag");
        gl.LinkProgram(program);
        if (gl.GetProgram(program, ProgramPropertyARB.LinkStatus) == 0)
            throw new InvalidOperationException($"{name}: {gl.GetProgramInfoLog(program)}");
        gl.DeleteShader(vertex);
        gl.DeleteShader(fragment);
        return program;
    }

    private static uint Compile(GL gl, uint program, ShaderType type, string file)
    {
        using var reader = new StreamReader(typeof(Shaders).Assembly.GetManifestResourceStream(file)!);
        uint shader = gl.CreateShader(type);
        gl.ShaderSource(shader, reader.ReadToEnd());
        gl.CompileShader(shader);
        if (gl.GetShader(shader, ShaderParameterName.CompileStatus) == 0)
            throw new InvalidOperationException($"{file}: {gl.GetShaderInfoLog(shader)}");
        gl.AttachShader(program, shader);
        return shader;
    }
}
