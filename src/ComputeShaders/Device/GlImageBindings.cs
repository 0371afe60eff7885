using Silk.NET.OpenGL;

namespace VisionPlugin.ComputeShaders.Device;

/// <summary>The host's image units.</summary>
internal sealed class GlImageBindings(GL gl, int count)
{
    // Tokens that the published package's GetPName does not have.
    private const GetPName Name = (GetPName)0x8F3A;
    private const GetPName Level = (GetPName)0x8F3B;
    private const GetPName Layered = (GetPName)0x8F3C;
    private const GetPName Layer = (GetPName)0x8F3D;
    private const GetPName Access = (GetPName)0x8F3E;
    private const GetPName Format = (GetPName)0x906E;

    private readonly Image[] _images = new Image[count];

    /// <summary>Notes what is bound.</summary>
    public void Save()
    {
        for (uint i = 0; i < _images.Length; i++)
        {
            _images[i] = new Image(
                (uint)gl.GetInteger(Name, i),
                gl.GetInteger(Level, i),
                gl.GetInteger(Layered, i) != 0,
                gl.GetInteger(Layer, i),
                (BufferAccessARB)gl.GetInteger(Access, i),
                (InternalFormat)gl.GetInteger(Format, i));
        }
    }

    /// <summary>Binds that again.</summary>
    public void Restore()
    {
        for (uint i = 0; i < _images.Length; i++)
        {
            Image image = _images[i];
            gl.BindImageTexture(
                i, image.Texture, image.Level, image.Layered, image.Layer, image.Access, image.Format);
        }
    }

    private readonly record struct Image(
        uint Texture, int Level, bool Layered, int Layer, BufferAccessARB Access, InternalFormat Format);
}
