namespace VisionPlugin.DemoApp.Capture;

/// <summary>What came through the pipe is not the NUT that ffmpeg writes for raw video.</summary>
internal sealed class NutException(string message) : Exception(message);
