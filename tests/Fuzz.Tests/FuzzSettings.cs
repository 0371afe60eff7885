using System.Globalization;
using VisionPlugin.Testing;

namespace VisionPlugin.Fuzz.Tests;

/// <summary>How long and from which seed: from the environment, so that a long run is the same test as a short one.</summary>
internal static class FuzzSettings
{
    /// <summary>All targets together run for so long: <c>VISION_FUZZ_SECONDS</c>, else 60.</summary>
    public static double Seconds { get; } = Number("VISION_FUZZ_SECONDS", 60);

    /// <summary>Where the sequence of cases begins: <c>VISION_FUZZ_SEED</c>, else 1.</summary>
    public static int Seed { get; } = (int)Number("VISION_FUZZ_SEED", 1);

    /// <summary>A saved case to try again: <c>VISION_FUZZ_CASE</c>.</summary>
    public static string? Case { get; } = Environment.GetEnvironmentVariable("VISION_FUZZ_CASE");

    /// <summary>No case takes so long, on the slowest machine: one that does will never end.</summary>
    public static TimeSpan MostTime { get; } = TimeSpan.FromSeconds(120);

    /// <summary>Managed memory that a case may allocate: a few copies of what its limits allow.</summary>
    public const long MostBytes = 2L << 30;

    /// <summary>Where findings and the summary are written.</summary>
    public static string Folder { get; } = Directory.CreateDirectory(
        Path.Combine(TestData.Repository, "artifacts", "fuzz")).FullName;

    private static double Number(string name, double missing) =>
        double.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out double number)
            ? number : missing;
}
