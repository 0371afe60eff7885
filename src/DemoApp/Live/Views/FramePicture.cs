using Silk.NET.OpenGL;
using Texture = VisionPlugin.DemoApp.Drawing.Texture;

namespace VisionPlugin.DemoApp.Live.Views;

/// <summary>
/// The frame that is shown, on the GPU: uploaded once, or drawn there. What networks still look at stays as it is: the
/// next frame goes into another texture.
/// </summary>
internal sealed class FramePicture(GL gl) : IDisposable
{
    private readonly List<Texture> _textures = [];

    /// <summary>The picture; null before the first frame.</summary>
    public Texture? Texture { get; private set; }

    /// <summary>A texture for the next frame, at which nobody looks.</summary>
    public Texture Next()
    {
        foreach (Texture texture in _textures)
        {
            if (texture != Texture && !texture.IsHeld)
                return texture;
        }

        _textures.Add(new Texture(gl));
        return _textures[^1];
    }

    /// <summary>Shows one of <see cref="Next"/>, which has a frame now.</summary>
    public void Show(Texture texture) => Texture = texture;

    public void Dispose() => _textures.ForEach(t => t.Dispose());
}
