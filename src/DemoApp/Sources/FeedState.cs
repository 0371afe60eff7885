namespace VisionPlugin.DemoApp.Sources;

/// <summary>What a <see cref="FrameFeed"/> does, for people.</summary>
/// <param name="Status">What it does.</param>
/// <param name="Message">One line that says so: <c>camera:0 was unplugged. Trying again in 2 s.</c></param>
/// <param name="Width">Columns of its frames; 0 before the first.</param>
/// <param name="Height">Rows.</param>
internal sealed record FeedState(FeedStatus Status, string Message, int Width, int Height)
{
    /// <summary>True if no more frames will come.</summary>
    public bool IsOver => Status is FeedStatus.Ended or FeedStatus.Failed;
}
