using Silk.NET.OpenGL;
using VisionPlugin.DemoApp.Overlay;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>A vertex and a fragment shader that are embedded in the program, linked.</summary>
internal sealed class GlProgram : IDisposable
{
    private readonly GL _gl;

    /// <summary>Compiles <c>NAME.vert</c> and <c>NAME.frag</c>.</summary>
    /// <exception cref="InvalidOperationException">The driver refuses a shader; the message has its log.</exception>
    public GlProgram(GL gl, string name)
        : this(gl, name, name)
    {
    }

    /// <summary>Compiles <c>VERTEX.vert</c> and <c>FRAGMENT.frag</c>.</summary>
    /// <exception cref="InvalidOperationException">The driver refuses a shader; the message has its log.</exception>
    public GlProgram(GL gl, string vertex, string fragment)
    {
        _gl = gl;
        Handle = gl.CreateProgram();
        uint first = Compile(ShaderType.VertexShader, vertex + ".vert");
        uint second = Compile(ShaderType.FragmentShader, fragment + ".frag");
        gl.LinkProgram(Handle);
        gl.DeleteShader(first);
        gl.DeleteShader(second);
        if (gl.GetProgram(Handle, ProgramPropertyARB.LinkStatus) == 0)
            throw new InvalidOperationException($"{vertex}.vert, {fragment}.frag: {gl.GetProgramInfoLog(Handle)}");
    }

    /// <summary>OpenGL's name of it.</summary>
    public uint Handle { get; }

    /// <summary>Where a uniform is; look it up once.</summary>
    public int Uniform(string name) => _gl.GetUniformLocation(Handle, name);

    /// <summary>Gives its array <c>colors</c> the colours of classes. It must be in use.</summary>
    public void SetClassColors()
    {
        Span<float> colors = stackalloc float[4 * Rgb.Count];
        for (int i = 0; i < Rgb.Count; i++)
        {
            Rgb color = Rgb.OfClass(i);
            (colors[4 * i], colors[(4 * i) + 1], colors[(4 * i) + 2], colors[(4 * i) + 3]) = (color.R / 255f,
                color.G / 255f, color.B / 255f, 1);
        }

        _gl.Uniform4(Uniform("colors"), colors);
    }

    public void Dispose() => _gl.DeleteProgram(Handle);

    private uint Compile(ShaderType type, string file)
    {
        using Stream stream = typeof(GlProgram).Assembly.GetManifestResourceStream(file)
            ?? throw new FileNotFoundException($"The program has no shader {file}.");
        using var reader = new StreamReader(stream);
        uint shader = _gl.CreateShader(type);
        _gl.ShaderSource(shader, reader.ReadToEnd());
        _gl.CompileShader(shader);
        if (_gl.GetShader(shader, ShaderParameterName.CompileStatus) == 0)
            throw new InvalidOperationException($"{file}: {_gl.GetShaderInfoLog(shader)}");
        _gl.AttachShader(Handle, shader);
        return shader;
    }
}
