namespace VisionPlugin.Frames;

/// <summary>Which channels a network takes, in order.</summary>
public enum ChannelOrder
{
    /// <summary>Red, green, blue.</summary>
    Rgb,

    /// <summary>Blue, green, red.</summary>
    Bgr,

    /// <summary>One channel: 0.299 red + 0.587 green + 0.114 blue (ITU-R BT.601).</summary>
    Gray,
}
