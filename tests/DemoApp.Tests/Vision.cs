using System.Diagnostics;
using System.Text.Json;
using VisionPlugin.DemoApp.Commands;

namespace VisionPlugin.DemoApp.Tests;

/// <summary>Runs the program in this process, its output captured.</summary>
internal sealed record Vision(int ExitCode, string Out, string Error, TimeSpan Time)
{
    /// <summary>The lines of the output as JSON.</summary>
    public IReadOnlyList<JsonElement> Json => [.. Lines(Out).Select(line => JsonDocument.Parse(line).RootElement)];

    public static Vision Run(params string[] args)
    {
        using StringWriter output = new(), error = new();
        long start = Stopwatch.GetTimestamp();
        int code = VisionCommand.Run(args, new Terminal(output, error, IsOutWatched: false, IsErrorWatched: false));
        return new Vision(code, output.ToString(), error.ToString(), Stopwatch.GetElapsedTime(start));
    }

    /// <summary>Runs a command that must succeed with nothing to complain of.</summary>
    public static Vision Good(params string[] args)
    {
        Vision run = Run(args);
        Assert.True(run.ExitCode == 0 && run.Error.Length == 0, $"vision {string.Join(' ', args)}: exit code {run.ExitCode}: {run.Error}");
        return run;
    }

    /// <summary>Runs a command that must be refused: one line that holds <paramref name="parts"/>, exit code 2.</summary>
    public static void Bad(string[] args, params string[] parts)
    {
        Vision run = Run(args);
        string context = $"vision {string.Join(' ', args)}: exit code {run.ExitCode}: {run.Error}";
        Assert.True(run.ExitCode == 2, context);
        Assert.True(run.Out.Length == 0, context + run.Out);
        Assert.True(run.Error.StartsWith("vision: ", StringComparison.Ordinal) && Lines(run.Error).Length == 1, context);
        Assert.DoesNotContain("   at ", run.Error, StringComparison.Ordinal);
        foreach (string part in parts)
            Assert.True(run.Error.Contains(part, StringComparison.Ordinal), $"{context} lacks '{part}'");
    }

    private static string[] Lines(string text) => text.Split('\n', StringSplitOptions.RemoveEmptyEntries);
}
