using Silk.NET.OpenGL;
using VisionPlugin.Decoding;
using VisionPlugin.Samples.SpinningCubes;

namespace VisionPlugin.Samples.FaceMask;

/// <summary>Draws what faces wear.</summary>
internal sealed class Wardrobe(GL gl)
{
    // A face keeps its colour as long as it keeps its number.
    private static readonly (float R, float G, float B)[] Tints =
        [(0.95f, 0.35f, 0.20f), (0.15f, 0.65f, 0.95f), (0.55f, 0.85f, 0.25f), (0.80f, 0.35f, 0.90f), (1, 0.75f, 0.15f)];

    private readonly uint _program = Shaders.Load(gl, "mask"), _vertices = gl.GenVertexArray();

    /// <summary>Draws over what is bound.</summary>
    /// <param name="style">What to wear.</param>
    /// <param name="id">The face's number.</param>
    /// <param name="face">Its box, in pixels of the scene.</param>
    public void Draw(MaskStyle style, int id, Box face)
    {
        if (style == MaskStyle.None)
            return;
        (float r, float g, float b) = Tints[id % Tints.Length];
        gl.Enable(EnableCap.Blend);
        gl.BlendFunc(BlendingFactor.One, BlendingFactor.OneMinusSrcAlpha);
        gl.UseProgram(_program);
        gl.BindVertexArray(_vertices);
        gl.Uniform4(At("place"), (face.X1 + face.X2) / 2, (face.Y1 + face.Y2) / 2, face.Width / 2, face.Height / 2);
        gl.Uniform2(At("sceneSize"), (float)Scene.Width, Scene.Height);
        gl.Uniform4(At("tint"), r, g, b, 1);
        gl.Uniform1(At("pixel"), 2 / face.Width);
        gl.Uniform1(At("style"), (int)style);
        gl.DrawArrays(PrimitiveType.TriangleStrip, 0, 4);
    }

    private int At(string name) => gl.GetUniformLocation(_program, name);
}
