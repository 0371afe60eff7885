namespace SixLabors.ImageSharp.PixelFormats;

/// <summary>A pixel type that an <see cref="Image{TPixel}"/> can hold.</summary>
public interface IPixel<TSelf> : IPixel, IEquatable<TSelf>
    where TSelf : unmanaged, IPixel<TSelf>;
