using System.Diagnostics;
using System.Text;

namespace VisionPlugin.Packages.Tests;

/// <summary>Runs programs as a user would from a shell, not as a child of a test run.</summary>
internal static class Dotnet
{
    /// <summary>Runs the .NET command line in a folder; gives its exit code and all that it wrote.</summary>
    public static (int ExitCode, string Output) Run(string folder, string packages, params string[] arguments) =>
        Start(Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet", folder, packages, arguments);

    /// <summary>Runs a program in a folder; gives its exit code and all that it wrote.</summary>
    /// <param name="program">The program.</param>
    /// <param name="folder">Where it starts.</param>
    /// <param name="packages">The folder that packages are unpacked to, so that the user's own stays as it is.</param>
    /// <param name="arguments">What it is given.</param>
    public static (int ExitCode, string Output) Start(string program, string folder, string packages, params string[] arguments)
    {
        var info = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (string name in info.Environment.Keys.Where(k => k.StartsWith("MSBUILD", StringComparison.OrdinalIgnoreCase)).ToArray())
            info.Environment.Remove(name);
        info.Environment["NUGET_PACKAGES"] = packages;
        info.Environment["MSBUILDDISABLENODEREUSE"] = "1";
        info.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        info.Environment["DOTNET_CLI_TELEMETRY_OPTOUT"] = "1";
        info.Environment["DOTNET_NOLOGO"] = "1";
        using Process process = Process.Start(info)!;
        var output = new StringBuilder();
        void Add(string? line)
        {
            lock (output)
                output.AppendLine(line);
        }

        process.OutputDataReceived += (_, e) => Add(e.Data);
        process.ErrorDataReceived += (_, e) => Add(e.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        if (!process.WaitForExit(TimeSpan.FromMinutes(5)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} {string.Join(' ', arguments)} does not end:\n{output}");
        }

        process.WaitForExit();
        return (process.ExitCode, output.ToString().Trim());
    }
}
