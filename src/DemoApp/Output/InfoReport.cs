namespace VisionPlugin.DemoApp.Output;

/// <summary>What info prints.</summary>
/// <param name="Version">The program's version.</param>
/// <param name="Cpu">What the CPU backend works with.</param>
/// <param name="Gpu">The driver; null if there is none.</param>
/// <param name="GpuMissing">Why there is none, and the remedy; null if there is one.</param>
/// <param name="Auto">What auto chooses: gpu or cpu.</param>
/// <param name="Reason">Why.</param>
/// <param name="Models">Models that ship.</param>
internal sealed record InfoReport(
    string Version, string Cpu, DriverInfo? Gpu, string? GpuMissing, string Auto, string Reason, IReadOnlyList<string> Models);
