namespace VisionPlugin.DemoApp.Live;

/// <summary>A line that the window shows for a while.</summary>
/// <param name="Text">The line.</param>
/// <param name="IsError">True if something went wrong.</param>
/// <param name="Until">When it goes, by the capture clock.</param>
internal readonly record struct Message(string Text, bool IsError, TimeSpan Until);
