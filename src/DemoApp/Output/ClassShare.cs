namespace VisionPlugin.DemoApp.Output;

/// <summary>How much of a picture belongs to a class.</summary>
/// <param name="Class">The class's label.</param>
/// <param name="ClassId">Its index.</param>
/// <param name="Share">0..1.</param>
internal sealed record ClassShare(string Class, int ClassId, double Share);
