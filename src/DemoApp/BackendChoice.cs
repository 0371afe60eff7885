using VisionPlugin.ComputeShaders;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp;

/// <summary>Makes the backend that the user asked for.</summary>
internal static class BackendChoice
{
    /// <summary>What <c>--backend</c> takes.</summary>
    public static readonly string[] Names = ["auto", "gpu", "cpu", "reference"];

    /// <summary>The name of a kind of backend in options and JSON.</summary>
    public static string NameOf(BackendType type) => type switch
    {
        BackendType.GpuCompute => "gpu",
        BackendType.Cpu => "cpu",
        BackendType.Reference => "reference",
        _ => "auto",
    };

    /// <summary>Makes a backend, which the caller owns. Without a driver, gpu becomes the CPU, and a note says so.</summary>
    public static IBackend Create(string name, Terminal terminal)
    {
        switch (name)
        {
            case "cpu":
                return new CpuBackend();
            case "reference":
                return new ReferenceBackend();
            case "gpu":
                return TryCreateGpu(terminal, "Going on with the CPU.") ?? (IBackend)new CpuBackend();
            default:
                return GpuBackends.CreateAuto(out _);
        }
    }

    /// <summary>The GPU backend, or null and a note that says what is missing and what happens without it.</summary>
    public static GpuBackend? TryCreateGpu(Terminal terminal, string without) => TryCreateGpu(terminal, without, out _);

    /// <summary>The GPU backend, or null, a note, and what is missing.</summary>
    public static GpuBackend? TryCreateGpu(Terminal terminal, string without, out string? missing)
    {
        missing = null;
        try
        {
            return GpuBackend.CreateHeadless();
        }
        catch (GpuUnavailableException error)
        {
            terminal.Note($"{error.Message} {without}");
            missing = error.Message;
            return null;
        }
    }
}
