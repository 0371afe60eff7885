namespace VisionPlugin.DemoApp.Output;

/// <summary>What filter prints.</summary>
internal sealed record FilterReport(string Source, string Kernel, string Border, string Backend, double Ms, int Width, int Height, string File);
