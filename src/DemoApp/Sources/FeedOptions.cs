namespace VisionPlugin.DemoApp.Sources;

/// <summary>How a <see cref="FrameFeed"/> reads its source.</summary>
internal sealed record FeedOptions
{
    /// <summary>The source's name in messages.</summary>
    public required string Name { get; init; }

    /// <summary>
    /// Opens the source; called on the feed's thread, once for each attempt. The feed disposes the reader.
    /// </summary>
    public required Func<IFrameReader> Open { get; init; }

    /// <summary>True if frames come at their own pace; else each is shown at its time.</summary>
    public required bool IsLive { get; init; }

    /// <summary>True to start a source that has come to its end from its beginning.</summary>
    public bool Loop { get; init; }

    /// <summary>False to fail at once where the first attempt brings no frame.</summary>
    public bool RetryFirst { get; init; } = true;

    /// <summary>Attempts in a row without a frame after which a live source is given up.</summary>
    public int MaxAttempts { get; init; } = int.MaxValue;

    /// <summary>Wait before the second attempt; it doubles with each failure.</summary>
    public TimeSpan FirstDelay { get; init; } = TimeSpan.FromSeconds(0.5);

    /// <summary>Longest wait between two attempts.</summary>
    public TimeSpan LongestDelay { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>A live source that sends nothing for so long is opened again.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Wait after a number of failures in a row, 1 or more.</summary>
    public TimeSpan DelayAfter(int failures) =>
        TimeSpan.FromTicks((long)Math.Min(LongestDelay.Ticks,
            FirstDelay.Ticks * Math.Pow(2, Math.Min(failures - 1, 30))));
}
