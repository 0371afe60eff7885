namespace VisionPlugin.Components;

/// <summary>Where the time of one frame went.</summary>
/// <param name="Pre">From pixels to the network's input.</param>
/// <param name="Infer">The network, with copying to and from the device, and decoding where the device does it.</param>
/// <param name="Post">From the network's outputs to results.</param>
public readonly record struct FrameTimings(TimeSpan Pre, TimeSpan Infer, TimeSpan Post)
{
    /// <summary>All of it.</summary>
    public TimeSpan Total => Pre + Infer + Post;
}
