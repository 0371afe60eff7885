namespace VisionPlugin.DemoApp.Sources;

/// <summary>What a <see cref="FrameFeed"/> does.</summary>
internal enum FeedStatus
{
    /// <summary>The source is being opened; no frame has come yet.</summary>
    Opening,

    /// <summary>Frames come.</summary>
    Running,

    /// <summary>The source broke off or could not be opened; it is tried again after a while.</summary>
    Waiting,

    /// <summary>The source has come to its end.</summary>
    Ended,

    /// <summary>The source cannot be used, and is not tried again.</summary>
    Failed,
}
