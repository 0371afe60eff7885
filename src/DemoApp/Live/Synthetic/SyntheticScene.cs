using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Overlay;

namespace VisionPlugin.DemoApp.Live.Synthetic;

/// <summary>
/// A moving scene whose boxes are known: six shapes of six colours on a grey ground, on two rings that turn against
/// each
/// other. None ever covers another.
/// </summary>
internal static class SyntheticScene
{
    /// <summary>Columns.</summary>
    public const int Width = 640;

    /// <summary>Rows.</summary>
    public const int Height = 480;

    /// <summary>Frames a second.</summary>
    public const int Rate = 30;

    /// <summary>Number of shapes, one of each class.</summary>
    public const int Count = 6;

    /// <summary>Of a colour's three channels each is this or 255; see <see cref="SyntheticNetwork"/>.</summary>
    public const byte Low = 64;

    /// <summary>Names of the classes.</summary>
    public static readonly string[] Labels = ["red disc", "green block", "blue disc", "yellow block", "magenta disc",
        "cyan block"];

    /// <summary>Their colours.</summary>
    public static readonly Rgb[] Colors =
    [
        new(255, Low, Low), new(Low, 255, Low), new(Low, Low, 255),
        new(255, 255, Low), new(255, Low, 255), new(Low, 255, 255),
    ];

    /// <summary>True for a disc, false for a block.</summary>
    public static bool IsDisc(int classId) => classId % 2 == 0;

    /// <summary>Where a shape is in a frame, in pixels.</summary>
    /// <param name="classId">Which, 0 to 5.</param>
    /// <param name="seconds">The scene's time.</param>
    public static Box BoxOf(int classId, double seconds)
    {
        bool isOuter = classId < 4;
        (double radiusX, double radiusY) = isOuter ? (245, 175) : (110, 78);
        double angle = isOuter ? (0.45 * seconds) + (classId * Math.PI / 2) : (-0.7 * seconds) + (classId * Math.PI);
        (double sin, double cos) = Math.SinCos(angle);
        double breath = 1 + (0.12 * Math.Sin((1.3 * seconds) + classId));
        (double halfWidth, double halfHeight) = IsDisc(classId) ? (32, 32) : classId == 1 ? (38, 26) : (28, 30);
        return Box.FromCenter((float)((Width / 2) + (radiusX * cos)), (float)((Height / 2) + (radiusY * sin)),
            (float)(2 * halfWidth * breath), (float)(2 * halfHeight * breath));
    }
}
