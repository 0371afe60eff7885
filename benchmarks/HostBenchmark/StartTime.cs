namespace VisionPlugin.Benchmarks;

/// <summary>One process.</summary>
/// <param name="Milliseconds">From its start to its first result.</param>
/// <param name="Compiled">Shaders that were compiled.</param>
internal sealed record StartTime(double Milliseconds, int Compiled);
