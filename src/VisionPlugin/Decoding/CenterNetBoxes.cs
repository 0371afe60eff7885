namespace VisionPlugin.Decoding;

/// <summary>How a CenterNet says where a peak's box is.</summary>
public enum CenterNetBoxes
{
    /// <summary>One output (1, 4, H, W): distances from the cell to the left, top, right and bottom edge, in input pixels.</summary>
    Edges,

    /// <summary>
    /// Two outputs (1, 2, H, W): width and height, then the centre's offset within its cell, both in cells (Zhou et al.,
    /// "Objects as Points", 2019).
    /// </summary>
    SizeAndOffset,
}
