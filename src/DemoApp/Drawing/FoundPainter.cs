using Silk.NET.OpenGL;
using VisionPlugin.Execution;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Drawing;

/// <summary>
/// Draws the boxes of a detector from its buffer on the GPU: they are on the screen before the CPU knows of them. Needs
/// OpenGL 4.3, as such detectors do.
/// </summary>
internal sealed class FoundPainter : IDisposable
{
    private readonly GL _gl;
    private readonly GlProgram _program;
    private readonly uint _vertices;
    private IGpuDetections? _commandOf;
    private nint _command;
    private readonly int _viewport, _detectionsAt, _picture, _size, _under, _pen;

    public FoundPainter(GL gl)
    {
        _gl = gl;
        _program = new GlProgram(gl, "found", "shape");
        _vertices = gl.GenVertexArray();
        (_viewport, _picture, _size) = (_program.Uniform("viewport"), _program.Uniform("picture"),
            _program.Uniform("size"));
        _detectionsAt = _program.Uniform("detectionsAt");
        (_under, _pen) = (_program.Uniform("under"), _program.Uniform("pen"));
        gl.UseProgram(_program.Handle);
        _program.SetClassColors();
    }

    /// <summary>Draws all boxes.</summary>
    /// <param name="found">The detector's results.</param>
    /// <param name="frame">Size of the frame that they are in.</param>
    /// <param name="place">Where that is, in pixels of the window.</param>
    /// <param name="window">The window's size.</param>
    /// <param name="pen">Width of the line.</param>
    public void Draw(IGpuDetections found, (int Width, int Height) frame, Box place, (int Width, int Height) window,
        float pen)
    {
        if (_commandOf != found)
            (_commandOf, _command) = (found, found.DrawCommandOffset(4));
        _gl.UseProgram(_program.Handle);
        _gl.BindVertexArray(_vertices);
        _gl.BindBuffer(BufferTargetARB.DrawIndirectBuffer, found.Buffer);
        _gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, 0, found.Buffer);
        _gl.Uniform2(_viewport, (float)window.Width, window.Height);
        _gl.Uniform1(_detectionsAt, (uint)(found.DetectionsOffset / 4));
        _gl.Uniform4(_picture, place.X1, place.Y1, place.Width / frame.Width, place.Height / frame.Height);
        _gl.Uniform2(_size, (float)frame.Width, frame.Height);
        _gl.Enable(EnableCap.Blend);
        _gl.BlendFunc(BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        // Dark first, so that the colour is seen on any background.
        Draw(0.35f, 1.8f * pen, 1.2f * pen);
        Draw(0, pen, 1.2f * pen);
        _gl.Disable(EnableCap.Blend);
        _gl.BindBuffer(BufferTargetARB.DrawIndirectBuffer, 0);
    }

    public void Dispose()
    {
        _program.Dispose();
        _gl.DeleteVertexArray(_vertices);
    }

    // As many as there are, which only the GPU knows.
    private unsafe void Draw(float dark, float width, float radius)
    {
        _gl.Uniform4(_under, 0f, 0f, 0f, dark);
        _gl.Uniform2(_pen, radius, width);
        _gl.DrawArraysIndirect(PrimitiveType.TriangleStrip, (void*)_command);
    }
}
