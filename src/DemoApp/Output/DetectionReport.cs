using System.Text.Json.Serialization;

namespace VisionPlugin.DemoApp.Output;

/// <summary>What detect prints for one frame. Time is in seconds, and only there for what moves.</summary>
internal sealed record DetectionReport(
    string Source, long Frame, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? Time,
    int Width, int Height,
    string Model, string Backend, Milliseconds Ms, IReadOnlyList<DetectedObject> Detections);
