namespace VisionPlugin.DemoApp.Output;

/// <summary>What classify prints for one frame.</summary>
internal sealed record ClassificationReport(
    string Source, int Frame, int Width, int Height, string Model, string Backend, Milliseconds Ms, IReadOnlyList<RankedClass> Top);
