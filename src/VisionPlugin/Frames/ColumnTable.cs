namespace VisionPlugin.Frames;

/// <summary><see cref="AxisTaps"/> of the columns, pinned for the duration of a conversion; taps count bytes.</summary>
internal readonly unsafe struct ColumnTable(int* tap0, int* tap1, float* weight0, float* weight1, float* pad, int width)
{
    public readonly int* Tap0 = tap0;
    public readonly int* Tap1 = tap1;
    public readonly float* Weight0 = weight0;
    public readonly float* Weight1 = weight1;
    public readonly float* Pad = pad;
    public readonly int Width = width;

    /// <summary>First column that must be read byte by byte, as four bytes from its tap would pass the row's end.</summary>
    public int BytewiseStart { get; init; }

    /// <summary>The column after the last such one.</summary>
    public int BytewiseEnd { get; init; }
}
