namespace VisionPlugin.Frames;

/// <summary>
/// A picture in the host's OpenGL context: a texture, or what was drawn to a framebuffer. Plain data that owns nothing;
/// the picture is read where and when it is processed. Red, green and blue are rounded to 8 bits and clamped, so that
/// every backend sees the same bytes; alpha is ignored. Textures and framebuffers of an sRGB format give the bytes that
/// are stored in them, not the linear light that a shader would read.
/// </summary>
public readonly record struct GpuFrame
{
    private GpuFrame(GpuFrameKind kind, uint name, int width, int height, bool isBottomUp)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(width);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(height);
        (Kind, Name, IsBottomUp) = (kind, name, isBottomUp);
        (StorageWidth, StorageHeight, Area) = (width, height, new PixelRect(0, 0, width, height));
    }

    /// <summary>What it is in.</summary>
    public GpuFrameKind Kind { get; private init; }

    /// <summary>OpenGL's name of the texture or framebuffer; 0 is the window's back buffer.</summary>
    public uint Name { get; private init; }

    /// <summary>Number of the framebuffer's colour attachment, from 0.</summary>
    public int Attachment { get; private init; }

    /// <summary>Columns of the whole texture or framebuffer.</summary>
    public int StorageWidth { get; }

    /// <summary>Rows of the whole texture or framebuffer.</summary>
    public int StorageHeight { get; }

    /// <summary>The part of it that is looked at, counted from the picture's top left corner.</summary>
    public PixelRect Area { get; private init; }

    /// <summary>Columns of the picture.</summary>
    public int Width => Area.Width;

    /// <summary>Rows of the picture.</summary>
    public int Height => Area.Height;

    /// <summary>
    /// True if OpenGL's row 0 is the bottom of the picture, as in what was rendered; false if it is the top, as in a
    /// texture that was uploaded from a picture whose first row is its top.
    /// </summary>
    public bool IsBottomUp { get; }

    /// <summary>
    /// True if the values are linear light, 0..1, as in a texture that was rendered for tone mapping: they are encoded
    /// as sRGB does, IEC 61966-2-1. False, as it is until set, if they are as a picture file has them. Of no account
    /// for sRGB formats, whose bytes are encoded already.
    /// </summary>
    public bool IsLinear { get; init; }

    /// <summary>OpenGL's row of the lowest row of <see cref="Area"/>, as OpenGL counts.</summary>
    internal int FirstRow => IsBottomUp ? StorageHeight - Area.Y - Area.Height : Area.Y;

    /// <summary>
    /// A picture in a texture: its base level, of any format that shaders read as floating-point numbers.
    /// </summary>
    /// <param name="name">OpenGL's name of a two-dimensional texture.</param>
    /// <param name="width">Columns of its base level.</param>
    /// <param name="height">Rows of its base level.</param>
    /// <param name="isBottomUp">True for a texture that was rendered to; see <see cref="IsBottomUp"/>.</param>
    /// <exception cref="ArgumentOutOfRangeException">The name is 0, or a size is not positive.</exception>
    public static GpuFrame Texture(uint name, int width, int height, bool isBottomUp = false)
    {
        ArgumentOutOfRangeException.ThrowIfZero(name);
        return new GpuFrame(GpuFrameKind.Texture, name, width, height, isBottomUp);
    }

    /// <summary>
    /// What was drawn to a framebuffer, multisampled or not. It is copied on the GPU; a texture that is attached to it
    /// is better given itself.
    /// </summary>
    /// <param name="name">OpenGL's name of the framebuffer; 0 for the window's back buffer, before it is shown.</param>
    /// <param name="width">Its columns.</param>
    /// <param name="height">Its rows.</param>
    /// <param name="attachment">Number of its colour attachment; 0 for the window.</param>
    /// <param name="isBottomUp">False for a picture that was drawn upside down.</param>
    /// <exception cref="ArgumentOutOfRangeException">
    /// A size is not positive, or the attachment negative, or not 0 for the window.
    /// </exception>
    public static GpuFrame Framebuffer(uint name, int width, int height, int attachment = 0, bool isBottomUp = true)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(attachment);
        if (name == 0)
            ArgumentOutOfRangeException.ThrowIfNotEqual(attachment, 0);
        return new GpuFrame(GpuFrameKind.Framebuffer, name, width, height, isBottomUp) { Attachment = attachment };
    }

    /// <summary>A part of this picture; results are in pixels of that part.</summary>
    /// <param name="area">The part, counted from this picture's top left corner.</param>
    /// <exception cref="ArgumentOutOfRangeException">The rectangle is empty or not inside the picture.</exception>
    public GpuFrame Crop(PixelRect area)
    {
        area.VerifyInside(Width, Height, nameof(area));
        return this with { Area = area with { X = Area.X + area.X, Y = Area.Y + area.Y } };
    }

    /// <summary>The same picture in a texture that a framebuffer was copied to.</summary>
    internal GpuFrame InTexture(uint name) => this with { Kind = GpuFrameKind.Texture, Name = name, Attachment = 0 };
}
