using Silk.NET.OpenGL;
using VisionPlugin.Decoding;

namespace VisionPlugin.Samples.SpinningCubes;

/// <summary>Draws detections as boxes; the shader reads them from a buffer as they are.</summary>
internal sealed class BoxOverlay(GL gl)
{
    private readonly uint _program = Shaders.Load(gl, "box"), _vertices = gl.GenVertexArray(), _buffer = gl.GenBuffer();

    /// <summary>Draws over what is bound.</summary>
    /// <param name="detections">Boxes in pixels of a picture.</param>
    /// <param name="width">The picture's columns.</param>
    /// <param name="height">The picture's rows.</param>
    public void Draw(ReadOnlySpan<Detection> detections, int width, int height)
    {
        gl.Disable(EnableCap.CullFace);
        gl.UseProgram(_program);
        gl.Uniform2(gl.GetUniformLocation(_program, "pictureSize"), (float)width, height);
        gl.BindVertexArray(_vertices);
        gl.BindBufferBase(BufferTargetARB.ShaderStorageBuffer, 0, _buffer);
        gl.BufferData(BufferTargetARB.ShaderStorageBuffer, detections, BufferUsageARB.StreamDraw);
        gl.DrawArraysInstanced(PrimitiveType.TriangleStrip, 0, 10, (uint)detections.Length);
    }
}
