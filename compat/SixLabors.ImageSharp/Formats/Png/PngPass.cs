namespace SixLabors.ImageSharp.Formats.Png;

/// <summary>One of the pictures that an image is sent as: every XStep-th pixel of every YStep-th row.</summary>
internal readonly record struct PngPass(int X, int Y, int XStep, int YStep)
{
    private static readonly PngPass[] Whole = [new(0, 0, 1, 1)];

    private static readonly PngPass[] Adam7 =
    [
        new(0, 0, 8, 8), new(4, 0, 8, 8), new(0, 4, 4, 8), new(2, 0, 4, 4),
        new(0, 2, 2, 4), new(1, 0, 2, 2), new(0, 1, 1, 2),
    ];

    internal static PngPass[] Of(PngHeader header) => header.Interlaced ? Adam7 : Whole;

    internal int Width(PngHeader header) => (header.Width - X + XStep - 1) / XStep;

    internal int Height(PngHeader header) => (header.Height - Y + YStep - 1) / YStep;
}
