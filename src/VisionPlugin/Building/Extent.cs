using System.Collections.Immutable;

namespace VisionPlugin.Building;

/// <summary>A size or step along the spatial axes. A number stands for all axes: <c>kernel: 3</c> is 3 x 3.</summary>
public readonly record struct Extent
{
    private readonly ImmutableArray<int> _sizes;

    /// <summary>Different sizes, the outermost axis first: (height, width).</summary>
    public Extent(params ImmutableArray<int> sizes) => _sizes = sizes;

    /// <summary>The same size along every axis.</summary>
    public static implicit operator Extent(int size) => new(size);

    /// <summary>Height and width.</summary>
    public static implicit operator Extent((int Height, int Width) size) => new(size.Height, size.Width);

    /// <summary>The same size along every axis.</summary>
    public static Extent FromInt32(int size) => size;

    /// <summary>Height and width.</summary>
    public static Extent FromValueTuple((int Height, int Width) size) => size;

    internal ImmutableArray<int> Over(int axes) => _sizes switch
    {
        { IsDefaultOrEmpty: true } => [.. Enumerable.Repeat(1, axes)],
        [int size] => [.. Enumerable.Repeat(size, axes)],
        _ => _sizes,
    };
}
