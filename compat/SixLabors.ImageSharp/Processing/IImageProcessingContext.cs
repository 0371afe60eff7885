namespace SixLabors.ImageSharp.Processing;

/// <summary>The image that a chain of processing steps works on.</summary>
public interface IImageProcessingContext
{
    internal Image Target { get; }
}
