namespace VisionPlugin.DemoApp.Batch;

/// <summary>Where the results of a source go: paths without an ending, null for what is not wanted.</summary>
/// <param name="Pictures">Annotated pictures and masks.</param>
/// <param name="Labels">Label files.</param>
/// <param name="Crops">Name of the cut-out objects.</param>
internal sealed record FrameFiles(string? Pictures, string? Labels, string? Crops);
