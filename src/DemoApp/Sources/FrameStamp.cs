namespace VisionPlugin.DemoApp.Sources;

/// <summary>Which frame of a source it is.</summary>
/// <param name="Index">Number in the source, from 0; those that were passed over count.</param>
/// <param name="Time">Time in the source: since its start for a file, since its first frame for a live source.</param>
/// <param name="Captured">When it was taken (live) or read (file), by <see cref="CaptureClock"/>.</param>
internal readonly record struct FrameStamp(long Index, TimeSpan Time, TimeSpan Captured);
