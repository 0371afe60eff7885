namespace SixLabors.ImageSharp;

/// <summary>The format is known, but the data breaks its rules, is cut off or needs an unsupported feature.</summary>
public sealed class InvalidImageContentException : ImageFormatException
{
    public InvalidImageContentException(string errorMessage)
        : base(errorMessage)
    {
    }

    public InvalidImageContentException(string errorMessage, Exception innerException)
        : base(errorMessage, innerException)
    {
    }
}
