namespace VisionPlugin.DemoApp.Output;

/// <summary>What run prints.</summary>
internal sealed record RunReport(string Model, string Backend, double Ms, IReadOnlyList<WrittenTensor> Outputs);
