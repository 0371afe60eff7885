namespace SixLabors.ImageSharp.Processing;

internal sealed record ImageProcessingContext(Image Target) : IImageProcessingContext;
