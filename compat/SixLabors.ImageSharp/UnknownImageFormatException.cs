namespace SixLabors.ImageSharp;

/// <summary>The data starts like none of the supported formats.</summary>
public sealed class UnknownImageFormatException : ImageFormatException
{
    public UnknownImageFormatException(string errorMessage)
        : base(errorMessage)
    {
    }
}
