using System.Globalization;
using System.Text.Json;
using VisionPlugin.Cards;

namespace VisionPlugin.Benchmarks;

/// <summary>Frame times of a host of 60 frames a second with the plugin and, in turns, without.</summary>
internal static class FrameBenchmark
{
    /// <summary>Measures each model on each backend and prints what was found.</summary>
    public static void Run(
        string[] models, string[] backends, double budget, double work, double seconds, bool json)
    {
        if (!json)
        {
            Console.WriteLine(FormattableString.Invariant(
                $"60 Hz, host {work} ms, budget {budget} ms; milliseconds as p50 p99 max"));
            Console.WriteLine(
                "model                 on   frame without         frame with            slice                 "
                + "longest layer  over budget           late frames  results/s  prepared in  longest tick then");
        }

        foreach (string model in models)
        {
            foreach (string backend in backends)
                Print(Measure(model, backend, budget, work, seconds), json);
        }
    }

    private static FrameResult Measure(string path, string name, double budget, double work, double seconds)
    {
        using var backend = new MeasuredBackend(BenchmarkBackend.Open(name));
        VisionModel model = VisionModel.Load(path);
        using var game = new Game(model, backend, TimeSpan.FromMilliseconds(budget), work);
        return game.Run(Path.GetFileNameWithoutExtension(path), name, seconds);
    }

    private static void Print(FrameResult r, bool json)
    {
        if (json)
        {
            Console.WriteLine(JsonSerializer.Serialize(r));
            return;
        }

        Console.WriteLine(string.Create(CultureInfo.InvariantCulture,
            $"{r.Model,-21} {r.Backend,-4} {r.Without}  {r.With}  {r.Slice}  {r.LongestLayer,13:F2}  {r.OverBudget}  "
            + $"{r.LateWithout,4} / {r.LateWith,4}  {r.ResultsPerSecond,9:F1}  {r.PreparedIn,8:F0} ms  {r.LongestPreparing,14:F2}"));
    }
}
