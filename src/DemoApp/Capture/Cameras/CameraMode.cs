namespace VisionPlugin.DemoApp.Capture.Cameras;

/// <summary>One way in which a camera can be opened.</summary>
/// <param name="Format">
/// ffmpeg's name, such as mjpeg, yuyv422, nv12; null where the system does not list formats.
/// </param>
/// <param name="Width">Columns; null where the system does not list sizes.</param>
/// <param name="Height">Rows.</param>
/// <param name="Rate">Most frames a second; null where the system does not say.</param>
internal sealed record CameraMode(string? Format, int? Width, int? Height, double? Rate);
