using System.CommandLine;
using System.Reflection;
using Spectre.Console;
using VisionPlugin.ComputeShaders;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.DemoApp.Output;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Commands;

/// <summary><c>vision info</c>: what this machine offers and what auto makes of it.</summary>
internal static class InfoCommand
{
    public static Command Create(Terminal terminal)
    {
        Option<bool> json = CommonOptions.Json();
        var command = new Command("info", "Show driver, limits and what auto chooses.") { json };
        command.SetAction(args =>
        {
            InfoReport report = Collect();
            if (args.GetValue(json))
                JsonLines.Write(terminal.Out, report);
            else
                Print(terminal, report);
        });
        return command;
    }

    private static InfoReport Collect()
    {
        (DriverInfo? driver, string? missing) = FindDriver();
        using IBackend auto = GpuBackends.CreateAuto(out string reason);
        using var cpu = new CpuBackend();
        string version = typeof(InfoCommand).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        return new InfoReport(version.Split('+')[0], cpu.Description, driver, missing, BackendChoice.NameOf(auto.Type), reason, [.. ModelCatalog.Names]);
    }

    private static (DriverInfo? Driver, string? Missing) FindDriver()
    {
        try
        {
            using GpuBackend gpu = GpuBackend.CreateHeadless();
            GlDeviceInfo info = gpu.Device.Info;
            GlLimits limits = gpu.Device.Limits;
            return (new DriverInfo(info.Renderer, info.Vendor, info.Version,
                $"{(info.IsEs ? "OpenGL ES" : "OpenGL")} {info.Major}.{info.Minor}", !info.IsSoftware, new Dictionary<string, long>
                {
                    ["group_count_x"] = limits.GroupCount.X,
                    ["group_count_y"] = limits.GroupCount.Y,
                    ["group_count_z"] = limits.GroupCount.Z,
                    ["group_size_x"] = limits.GroupSize.X,
                    ["group_size_y"] = limits.GroupSize.Y,
                    ["group_size_z"] = limits.GroupSize.Z,
                    ["group_invocations"] = limits.GroupInvocations,
                    ["shared_bytes"] = limits.SharedBytes,
                    ["storage_bytes"] = limits.StorageBytes,
                    ["storage_blocks"] = limits.StorageBlocks,
                    ["storage_alignment"] = limits.StorageAlignment,
                    ["uniform_bytes"] = limits.UniformBytes,
                    ["texture_size"] = limits.TextureSize,
                }), null);
        }
        catch (GpuUnavailableException error)
        {
            return (null, error.Message);
        }
    }

    private static void Print(Terminal terminal, InfoReport report)
    {
        Table table = new Table().HideHeaders().AddColumns("", "");
        table.AddRow("vision", report.Version);
        table.AddRow("CPU backend", Markup.Escape(report.Cpu));
        table.AddRow("GPU", Markup.Escape(report.Gpu?.Renderer ?? report.GpuMissing!));
        if (report.Gpu is { } gpu)
        {
            table.AddRow("driver", Markup.Escape($"{gpu.Vendor}, {gpu.Version}"));
            table.AddRow("interface", $"{gpu.Api}, {(gpu.Hardware ? "hardware" : "software: it computes on the CPU")}");
            foreach ((string name, long value) in gpu.Limits)
                table.AddRow(name.Replace('_', ' '), $"{value:N0}");
        }

        table.AddRow("--backend auto", Markup.Escape($"{report.Auto} ({report.Reason})"));
        table.AddRow("models", string.Join(", ", report.Models));
        terminal.Tables().Write(table);
    }
}
