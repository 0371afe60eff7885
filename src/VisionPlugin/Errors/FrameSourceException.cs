namespace VisionPlugin;

/// <summary>A texture or framebuffer cannot be used as a picture, or not by this backend.</summary>
public sealed class FrameSourceException : VisionException
{
    /// <summary>Creates the error; <paramref name="message"/> says what is wrong and what to give instead.</summary>
    public FrameSourceException(string message)
        : base(message)
    {
    }
}
