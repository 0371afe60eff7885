namespace VisionPlugin.DemoApp.Output;

/// <summary>What find prints: where the template lies, in pixels of the scene, and how alike it is, -1 to 1.</summary>
internal sealed record FindReport(string Template, string Scene, string Backend, double Ms, float Score, double Scale, float[] Box, string? File);
