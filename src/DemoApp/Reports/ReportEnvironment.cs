using System.Reflection;
using System.Runtime.InteropServices;
using VisionPlugin.ComputeShaders;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>Where and when a comparison was made.</summary>
/// <param name="Backends">Names of the backends and what they run on.</param>
/// <param name="Machine">Other facts, by name.</param>
internal sealed record ReportEnvironment(
    IReadOnlyList<(string Name, string Description)> Backends, IReadOnlyList<(string Name, string Value)> Machine)
{
    /// <summary>This process, now.</summary>
    /// <param name="backends">The backends.</param>
    /// <param name="missing">Why the GPU is left out though it was asked for; null if it is not.</param>
    /// <param name="commandLine">What the user wrote.</param>
    /// <param name="time">The clock.</param>
    public static ReportEnvironment Of(IReadOnlyList<IBackend> backends, string? missing, string commandLine, TimeProvider time)
    {
        string version = typeof(ReportEnvironment).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        string[] parts = version.Split('+', 2);
        List<(string, string)> machine =
        [
            ("Command", commandLine),
            ("Date", time.GetUtcNow().ToString("yyyy-MM-dd HH:mm 'UTC'", System.Globalization.CultureInfo.InvariantCulture)),
            ("VisionPlugin", parts.Length > 1 ? $"{parts[0]}, commit {parts[1]}" : parts[0]),
            ("Processor", $"{ProcessorName()}, {Environment.ProcessorCount} threads"),
            ("System", $"{RuntimeInformation.OSDescription}, {RuntimeInformation.OSArchitecture}"),
            ("Runtime", RuntimeInformation.FrameworkDescription),
        ];
        machine.AddRange(backends.OfType<GpuBackend>().Select(gpu => ("Graphics driver", DriverOf(gpu))));
        if (missing is not null)
            machine.Add(("Left out", $"gpu: {missing}"));
        return new ReportEnvironment([.. backends.Select(b => (BackendChoice.NameOf(b.Type), b.Description))], machine);
    }

    private static string DriverOf(GpuBackend gpu)
    {
        ComputeShaders.Device.GlDeviceInfo info = gpu.Device.Info;
        string api = $"{(info.IsEs ? "OpenGL ES" : "OpenGL")} {info.Major}.{info.Minor}";
        string kind = info.IsSoftware ? "software: it computes on the CPU" : "hardware";
        return $"{info.Renderer}; {info.Vendor}; {info.Version}; {api}, {kind}";
    }

    private static string ProcessorName()
    {
        const string CpuInfo = "/proc/cpuinfo", Key = "model name";
        string? line = File.Exists(CpuInfo)
            ? File.ReadLines(CpuInfo).FirstOrDefault(l => l.StartsWith(Key, StringComparison.Ordinal)) : null;
        return line is not null ? line[(line.IndexOf(':', StringComparison.Ordinal) + 1)..].Trim()
            : Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER") ?? RuntimeInformation.ProcessArchitecture.ToString();
    }
}
