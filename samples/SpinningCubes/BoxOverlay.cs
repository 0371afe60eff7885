using Silk.NET.OpenGL;
using VisionPlugin.Execution;

namespace VisionPlugin.Samples.SpinningCubes;

/// <summary>Draws a detector's results as boxes, from the buffer where they are: the program never sees them.</summary>
internal sealed class BoxOverlay
{
    private const int VerticesOfABox = 10;

    private readonly GL _gl;
    private readonly IGpuDetections _detections;
    private readonly uint _program, _vertices;
    private readonly nint _command;

    /// <summary>Prepares drawing of a detector's results.</summary>
    public BoxOverlay(GL gl, IGpuDetections detections)
    {
        (_gl, _detections) = (gl, detections);
        (_program, _vertices) = (Shaders.Load(gl, "box"), gl.GenVertexArray());
        _command = detections.DrawCommandOffset(VerticesOfABox);
    }

    /// <summary>Draws over what is bound.</summary>
    /// <param name="width">Columns of the picture that was looked at.</param>
    /// <param name="height">Its rows.</param>
    public unsafe void Draw(int width, int height)
    {
        _gl.Disable(EnableCap.CullFace);
        _gl.UseProgram(_program);
        _gl.Uniform2(_gl.GetUniformLocation(_program, "pictureSize"), (float)width, height);
        _gl.BindVertexArray(_vertices);
        nint start = _detections.DetectionsOffset;
        _gl.BindBufferRange(BufferTargetARB.ShaderStorageBuffer, 0, _detections.Buffer, start,
            (nuint)(_detections.Capacity * sizeof(Decoding.Detection)));
        _gl.BindBuffer(BufferTargetARB.DrawIndirectBuffer, _detections.Buffer);
        _gl.DrawArraysIndirect(PrimitiveType.TriangleStrip, (void*)_command);
    }
}
