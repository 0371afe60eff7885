using System.Diagnostics;

namespace VisionPlugin.DemoApp.Sources;

/// <summary>The clock of capture times: never set back, the same for all sources of the process.</summary>
internal static class CaptureClock
{
    /// <summary>Now. Less the capture time of a frame, it is the frame's age.</summary>
    public static TimeSpan Now => Stopwatch.GetElapsedTime(0);
}
