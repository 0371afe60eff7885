namespace VisionPlugin.DemoApp.Output;

/// <summary>What embed prints for one picture.</summary>
internal sealed record EmbedReport(
    string Source, int Width, int Height, string Model, string Layer, string Backend, Milliseconds Ms,
    IReadOnlyList<EmbeddedThing> Vectors);
