namespace VisionPlugin.DemoApp.Output;

/// <summary>What demo prints for one picture: times of all models together, and the files it wrote.</summary>
internal sealed record DemoReport(
    string Source, int Width, int Height, string Backend, Milliseconds Ms,
    IReadOnlyList<DetectedObject> Objects, IReadOnlyList<DetectedFace> Faces, IReadOnlyList<string> Written);
