namespace VisionPlugin.Execution;

/// <summary>Where a network runs.</summary>
public enum BackendType
{
    /// <summary>
    /// The GPU if there is a hardware driver with compute shaders, else the CPU; the worker says which and why.
    /// </summary>
    Auto,

    /// <summary>Plain loops with double accumulators: slow, and what the others are tested against.</summary>
    Reference,

    /// <summary>Vectorised, multi-threaded kernels.</summary>
    Cpu,

    /// <summary>OpenGL or OpenGL ES compute shaders.</summary>
    GpuCompute,
}
