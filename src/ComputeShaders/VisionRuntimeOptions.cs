using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders;

/// <summary>What a <see cref="VisionRuntime"/> runs on.</summary>
public sealed record VisionRuntimeOptions
{
    /// <summary>
    /// The backend. Auto takes the GPU if there is a hardware driver and else the CPU; GpuCompute takes any driver,
    /// software ones included, and fails without one.
    /// </summary>
    public BackendType Backend { get; init; } = BackendType.Auto;

    /// <summary>The kind of OpenGL to look for.</summary>
    public GlProfile Profile { get; init; } = GlProfile.Auto;

    /// <summary>How models are prepared and run; null for the defaults.</summary>
    public WorkerOptions? Worker { get; init; }
}
