namespace VisionPlugin.Decoding;

/// <summary>What the four numbers of a box are, where the network has computed the box itself.</summary>
public enum BoxForm
{
    /// <summary>Centre x, centre y, width, height.</summary>
    CenterSize,

    /// <summary>Left, top, right, bottom.</summary>
    Corners,
}
