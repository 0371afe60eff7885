using Silk.NET.OpenGL;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Frames;
using PixelFormat = Silk.NET.OpenGL.PixelFormat;

namespace VisionPlugin.ComputeShaders.Sources;

/// <summary>
/// The format of what is attached to a framebuffer, as far as it decides what a copy of it must be like.
/// </summary>
/// <param name="Red">Bits of red.</param>
/// <param name="Green">Bits of green.</param>
/// <param name="Blue">Bits of blue.</param>
/// <param name="Alpha">Bits of alpha.</param>
/// <param name="IsFloat">True for floating-point numbers, false for normalised integers.</param>
/// <param name="IsSrgb">True if its bytes are encoded as sRGB.</param>
internal readonly record struct ColorFormat(int Red, int Green, int Blue, int Alpha, bool IsFloat, bool IsSrgb)
{
    private const int BackLeft = 0x0402, None = 0;

    /// <summary>Four channels of 8 bits.</summary>
    public static ColorFormat Rgba8 => new(8, 8, 8, 8, false, false);

    // OpenGL's sized formats; what is not among them is copied as the nearest.
    private int Sized => this switch
    {
        { IsSrgb: true } => 0x8C43,
        { IsFloat: true, Red: 11 } => 0x8C3A,
        { IsFloat: true, Red: 32 } => 0x8814,
        { IsFloat: true } => 0x881A,
        { Red: 10 } => 0x8059,
        { Red: 16 } => 0x805B,
        { Green: 6 } => 0x8D62,
        { Red: 5, Alpha: 1 } => 0x8057,
        { Red: 4 } => 0x8056,
        { Red: 8, Green: 0, Blue: 0 } => 0x8229,
        { Red: 8, Green: 8, Blue: 0 } => 0x822B,
        { Red: 8, Alpha: 0 } => 0x8051,
        _ => 0x8058,
    };

    /// <summary>The format of the picture's attachment to its framebuffer, which is bound for reading.</summary>
    /// <exception cref="FrameSourceException">There is none that can be copied.</exception>
    public static ColorFormat Read(GlDevice device, GlFunctions functions, GpuFrame frame)
    {
        GLEnum status = device.Gl.CheckFramebufferStatus(FramebufferTarget.ReadFramebuffer);
        if (status != GLEnum.FramebufferComplete)
        {
            throw new FrameSourceException(
                $"{Name(frame)} is not complete (0x{(int)status:X}): there is nothing to be seen.");
        }

        int attachment = frame.Name != 0 ? GlFunctions.ColorAttachment0 + frame.Attachment
            : device.Info.IsEs ? GlFunctions.Back : BackLeft;
        if (functions.Attachment(attachment, GlFunctions.AttachedObjectType) == None)
            throw new FrameSourceException($"{Name(frame)} has no colour attachment {frame.Attachment}.");
        return Read(functions, attachment, frame);
    }

    /// <summary>The format of an attachment to the read framebuffer, which is complete.</summary>
    /// <exception cref="FrameSourceException">It holds integers.</exception>
    public static ColorFormat Read(GlFunctions functions, int attachment, GpuFrame frame)
    {
        int type = functions.Attachment(attachment, GlFunctions.AttachedType);
        if (GlFunctions.IsInteger(type))
            throw new FrameSourceException($"{Name(frame)} holds integers, no colours.");
        return new ColorFormat(
            functions.Attachment(attachment, GlFunctions.AttachedRedSize),
            functions.Attachment(attachment, GlFunctions.AttachedGreenSize),
            functions.Attachment(attachment, GlFunctions.AttachedBlueSize),
            functions.Attachment(attachment, GlFunctions.AttachedAlphaSize),
            type == GlFunctions.Float,
            functions.Attachment(attachment, GlFunctions.AttachedEncoding) == GlFunctions.Srgb);
    }

    /// <summary>Gives the bound texture, which is new, one level of this format.</summary>
    public unsafe void Allocate(GlDevice device, int width, int height)
    {
        if (device.Info.IsEs || device.Info.IsAtLeast((4, 2)))
        {
            device.Gl.TexStorage2D(TextureTarget.Texture2D, 1, (SizedInternalFormat)Sized, (uint)width, (uint)height);
        }
        else
        {
            device.Gl.TexImage2D(TextureTarget.Texture2D, 0, (InternalFormat)Sized, (uint)width, (uint)height, 0,
                PixelFormat.Rgba, PixelType.UnsignedByte, null);
        }
    }

    private static string Name(GpuFrame frame) => frame.Kind == GpuFrameKind.Texture ? $"Texture {frame.Name}"
        : frame.Name == 0 ? "The window's framebuffer" : $"Framebuffer {frame.Name}";
}
