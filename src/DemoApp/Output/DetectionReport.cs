namespace VisionPlugin.DemoApp.Output;

/// <summary>What detect prints for one frame.</summary>
internal sealed record DetectionReport(
    string Source, int Frame, int Width, int Height, string Model, string Backend, Milliseconds Ms, IReadOnlyList<DetectedObject> Detections);
