using VisionPlugin.ComputeShaders;
using VisionPlugin.Execution;

namespace VisionPlugin.Benchmarks;

/// <summary>The backends by their names on the command line.</summary>
internal static class BenchmarkBackend
{
    /// <summary>Opens a backend, which the caller owns.</summary>
    /// <exception cref="ArgumentException">There is no such backend.</exception>
    public static IBackend Open(string name) => name switch
    {
        "cpu" => new CpuBackend(),
        "gpu" => GpuBackend.CreateHeadless(),
        _ => throw new ArgumentException($"There is no backend '{name}'; there are cpu and gpu.", nameof(name)),
    };
}
