using Silk.NET.OpenGL;
using VisionPlugin.DemoApp.Drawing;
using Box = VisionPlugin.Decoding.Box;

namespace VisionPlugin.DemoApp.Live;

/// <summary>What views draw with.</summary>
internal sealed class Stage(GL gl) : IDisposable
{
    /// <summary>OpenGL.</summary>
    public GL Gl => gl;

    /// <summary>Boxes, lines and text.</summary>
    public Canvas Canvas { get; } = new(gl);

    /// <summary>Pictures.</summary>
    public PicturePainter Pictures { get; } = new(gl);

    /// <summary>The window's content in pixels.</summary>
    public (int Width, int Height) Size { get; set; }

    /// <summary>Pixels of one unit of text and lines.</summary>
    public float Scale { get; set; } = 1;

    /// <summary>Where views draw: the window less what is docked to its edges.</summary>
    public Box Area { get; set; }

    /// <summary>Where the panel or line lay in the frame before; empty if there is none.</summary>
    public Box Panel { get; set; }

    /// <summary>The largest place of a picture's proportions inside an area, in its middle, on whole pixels.</summary>
    public static Box Fit(int width, int height, Box area)
    {
        float scale = Math.Min(area.Width / Math.Max(1, width), area.Height / Math.Max(1, height));
        (float w, float h) = (MathF.Round(width * scale), MathF.Round(height * scale));
        (float x, float y) = (MathF.Floor(area.X1 + ((area.Width - w) / 2)),
            MathF.Floor(area.Y1 + ((area.Height - h) / 2)));
        return new Box(x, y, x + w, y + h);
    }

    /// <summary>Draws the shapes gathered so far, so that what comes next lies on top.</summary>
    public void Flush() => Canvas.Flush(Size.Width, Size.Height);

    public void Dispose()
    {
        Canvas.Dispose();
        Pictures.Dispose();
    }
}
