using Silk.NET.OpenGL;
using VisionPlugin.Frames;
using Texture = VisionPlugin.DemoApp.Drawing.Texture;

namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>The frame that is shown, on the GPU: uploaded once, or drawn there.</summary>
internal sealed class FramePicture(GL gl) : IDisposable
{
    private readonly Texture _own = new(gl);

    /// <summary>The picture; null before the first frame.</summary>
    public Texture? Texture { get; private set; }

    /// <summary>Uploads a frame.</summary>
    public void Set(Frame frame)
    {
        _own.Upload(frame);
        Texture = _own;
    }

    /// <summary>Takes a frame that was drawn on the GPU; it stays its owner's.</summary>
    public void Set(Texture drawn) => Texture = drawn;

    /// <summary>Forgets a frame that was drawn on the GPU, whose owner goes.</summary>
    public void Clear() => Texture = null;

    public void Dispose() => _own.Dispose();
}
