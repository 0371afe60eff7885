namespace VisionPlugin.DemoApp.Capture.Cameras;

/// <summary>A camera of this machine.</summary>
/// <param name="Source">How to name it as a source: <c>camera:0</c>.</param>
/// <param name="Name">What it calls itself.</param>
/// <param name="Device">The system's name: <c>/dev/video0</c>.</param>
/// <param name="Modes">Its modes; empty if they cannot be asked for, as while it is in use.</param>
internal sealed record Camera(string Source, string Name, string Device, IReadOnlyList<CameraMode> Modes);
