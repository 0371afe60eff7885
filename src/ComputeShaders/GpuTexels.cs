using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders;

/// <summary>A buffer seen as a texture of vectors, for reading as an image. Owns the texture, not the buffer.</summary>
internal sealed class GpuTexels : IDisposable
{
    private readonly GlDevice _device;
    private readonly int _generation;

    /// <summary>Makes the texture.</summary>
    /// <param name="device">The device.</param>
    /// <param name="buffer">What it shows.</param>
    /// <param name="texel">How.</param>
    public GpuTexels(GlDevice device, GlBuffer buffer, InternalFormat texel)
    {
        _device = device;
        _generation = device.Generation;
        Texel = texel;
        GL gl = device.Gl;
        Texture = gl.GenTexture();
        uint hosts = (uint)gl.GetInteger(GetPName.TextureBindingBuffer);
        gl.BindTexture(TextureTarget.TextureBuffer, Texture);
        gl.TexBuffer(TextureTarget.TextureBuffer, (SizedInternalFormat)texel, buffer.Handle);
        gl.BindTexture(TextureTarget.TextureBuffer, hosts);
        device.Debug.Label(ObjectIdentifier.Texture, Texture, buffer.Label);
        device.Check("making a buffer texture");
    }

    /// <summary>What a texel is.</summary>
    public InternalFormat Texel { get; }

    /// <summary>OpenGL's name of the texture.</summary>
    public uint Texture { get; private set; }

    /// <summary>
    /// True if reading through textures pays: on software drivers, whose loads from storage blocks go lane by lane.
    /// Needs OpenGL ES 3.2 or any desktop version that has compute shaders.
    /// </summary>
    public static bool Wanted(GlDevice device) => device.Info.IsSoftware && !device.Info.IsEs;

    /// <summary>Most texels of a buffer's texture; 0 where there are none.</summary>
    public static int Most(GlDevice device) =>
        Wanted(device) ? device.Gl.GetInteger(GetPName.MaxTextureBufferSize) : 0;

    /// <summary>Deletes the texture, if the context that it was in still exists.</summary>
    public void Dispose()
    {
        if (Texture != 0 && _device.MayDelete(_generation))
            _device.Gl.DeleteTexture(Texture);
        Texture = 0;
    }
}
