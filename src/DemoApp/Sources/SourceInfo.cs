namespace VisionPlugin.DemoApp.Sources;

/// <summary>What is known of a source before its frames.</summary>
/// <param name="Rate">Frames a second; null if unknown.</param>
/// <param name="Frames">Number of frames that will come; null if unknown or without end.</param>
internal sealed record SourceInfo(double? Rate, long? Frames);
