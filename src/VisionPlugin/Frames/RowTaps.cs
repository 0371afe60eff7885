namespace VisionPlugin.Frames;

/// <summary>The two frame rows that one input row is sampled from, with their weights.</summary>
internal readonly unsafe struct RowTaps(byte* top, byte* bottom, float topWeight, float bottomWeight, float pad)
{
    public readonly byte* Top = top;
    public readonly byte* Bottom = bottom;
    public readonly float TopWeight = topWeight;
    public readonly float BottomWeight = bottomWeight;

    /// <summary>Share of the padding value, for rows beyond the frame.</summary>
    public readonly float Pad = pad;
}
