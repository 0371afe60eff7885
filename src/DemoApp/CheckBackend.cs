using VisionPlugin.ComputeShaders;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp;

/// <summary>A backend that recorded tests run on, made when its turn comes: each GPU has a context of its own.</summary>
/// <param name="Name">reference, cpu, gpu or gpu-es.</param>
/// <param name="Create">Makes it; the caller owns it.</param>
internal sealed record CheckBackend(string Name, Func<IBackend> Create)
{
    private static readonly CheckBackend Reference = new("reference", () => new ReferenceBackend()),
        Cpu = new("cpu", () => new CpuBackend()),
        Gpu = new("gpu", () => GpuBackend.CreateHeadless()),
        Es = new("gpu-es", () => GpuBackend.CreateHeadless(GlProfile.Es));

    /// <summary>Those that the documentation speaks of.</summary>
    public static IReadOnlyList<CheckBackend> All { get; } = [Reference, Cpu, Gpu, Es];

    /// <summary>Those that the options ask for. Nothing takes the place of a GPU that is missing.</summary>
    /// <param name="name">One of <see cref="BackendChoice.Names"/>, or all.</param>
    /// <param name="es">OpenGL ES instead of what the driver likes best.</param>
    /// <param name="terminal">Told what auto and all leave out.</param>
    /// <exception cref="BadInputException">ES is asked for without a GPU.</exception>
    public static IReadOnlyList<CheckBackend> Choose(string name, bool es, Terminal terminal)
    {
        CheckBackend gpu = es ? Es : Gpu;
        if (es && name is not ("gpu" or "all"))
            throw new BadInputException($"--es is about the GPU: write --backend gpu or all with it, not {name}.");
        return name switch
        {
            "reference" => [Reference],
            "cpu" => [Cpu],
            "gpu" => [gpu],
            "all" => HasGpu(terminal) ? [Reference, Cpu, gpu] : [Reference, Cpu],
            _ => Auto() == BackendType.GpuCompute ? [gpu] : [Cpu],
        };
    }

    private static bool HasGpu(Terminal terminal)
    {
        using GpuBackend? gpu = BackendChoice.TryCreateGpu(terminal, "It is left out.");
        return gpu is not null;
    }

    private static BackendType Auto()
    {
        using IBackend auto = GpuBackends.CreateAuto(out _);
        return auto.Type;
    }
}
