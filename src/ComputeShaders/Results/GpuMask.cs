using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders.Results;

/// <summary>A texture of one byte a pixel; of four alike in OpenGL ES, whose shaders write no single one.</summary>
internal sealed class GpuMask(GlDevice device, MaskKind kind, string? whyFromHost) : IGpuMask, IDisposable
{
    private int _generation;
    private uint _texture;

    /// <inheritdoc/>
    public uint Texture => _generation == device.Generation ? _texture : 0;

    /// <inheritdoc/>
    public int Width { get; private set; }

    /// <inheritdoc/>
    public int Height { get; private set; }

    /// <inheritdoc/>
    public MaskKind Kind => kind;

    /// <inheritdoc/>
    public (int Width, int Height)? Size
    {
        get;
        set
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value?.Width ?? 1, nameof(value));
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value?.Height ?? 1, nameof(value));
            field = value;
        }
    }

    /// <inheritdoc/>
    public bool IsBottomUp { get; set; }

    /// <inheritdoc/>
    public string? WhyFromHost => whyFromHost;

    /// <summary>The texture's format as the qualifier of a shader's image.</summary>
    public string ImageFormat => device.Info.IsEs ? "rgba8" : "r8";

    /// <summary>Makes the texture this large; within a guard of textures.</summary>
    /// <exception cref="ArgumentOutOfRangeException">It is larger than the driver allows.</exception>
    public void Resize(int width, int height)
    {
        if (Texture != 0 && (Width, Height) == (width, height))
            return;
        ArgumentOutOfRangeException.ThrowIfGreaterThan(
            Math.Max(width, height), device.Limits.TextureSize, nameof(Size));
        Dispose();
        GL gl = device.Gl;
        (_texture, _generation, Width, Height) = (gl.GenTexture(), device.Generation, width, height);
        gl.ActiveTexture(TextureUnit.Texture0);
        gl.BindTexture(TextureTarget.Texture2D, _texture);
        gl.TexStorage2D(TextureTarget.Texture2D, 1,
            device.Info.IsEs ? SizedInternalFormat.Rgba8 : SizedInternalFormat.R8, (uint)width, (uint)height);
        bool linear = kind == MaskKind.Probability;
        Set(TextureParameterName.TextureMinFilter, (int)(linear ? TextureMinFilter.Linear : TextureMinFilter.Nearest));
        Set(TextureParameterName.TextureMagFilter, (int)(linear ? TextureMagFilter.Linear : TextureMagFilter.Nearest));
        Set(TextureParameterName.TextureWrapS, (int)TextureWrapMode.ClampToEdge);
        Set(TextureParameterName.TextureWrapT, (int)TextureWrapMode.ClampToEdge);
        device.Debug.Label(ObjectIdentifier.Texture, _texture, "VisionPlugin mask");
        device.Check("making a mask");

        void Set(TextureParameterName name, int value) => gl.TexParameter(TextureTarget.Texture2D, name, value);
    }

    /// <summary>Binds it as image 0 for a shader to write.</summary>
    public void BindImage() => device.Gl.BindImageTexture(0, _texture, 0, false, 0, BufferAccessARB.WriteOnly,
        device.Info.IsEs ? InternalFormat.Rgba8 : InternalFormat.R8);

    /// <summary>Deletes the texture, if the context that it was in still exists.</summary>
    public void Dispose()
    {
        if (_texture != 0 && device.MayDelete(_generation))
            device.Gl.DeleteTexture(_texture);
        (_texture, Width, Height) = (0, 0, 0);
    }
}
