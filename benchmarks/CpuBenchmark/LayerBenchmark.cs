using VisionPlugin.Cpu;
using VisionPlugin.Execution;

namespace VisionPlugin.Benchmarks;

/// <summary>Times single convolutions, without the conversion of their input and output.</summary>
internal static class LayerBenchmark
{
    /// <summary>Runs and prints the layers.</summary>
    public static void Run(int threads, int runs, string filter)
    {
        using var backend = new CpuBackend(threads);
        Console.WriteLine(backend.Description);
        double total = 0, macs = 0;
        foreach (Layer layer in Layer.All.Where(l => l.Name.Contains(filter, StringComparison.Ordinal)))
        {
            using var plan = (CpuPlan)layer.Prepare(backend);
            for (int i = 0; i < plan.StepCount; i++)
                plan.RunStep(i);
            int step = plan.Steps.ToList().FindIndex(node => node.Name == "conv");
            Timing time = Timing.Of(() => plan.RunStep(step), runs);
            total += time.Least * layer.Count;
            macs += layer.Macs * layer.Count;
            Console.WriteLine($"{layer.Name,-26} x{layer.Count}  {time.Least,8:F3} ms (median {time.Median,8:F3})  "
                + $"{2e-6 * layer.Macs / time.Least,7:F1} GFLOP/s");
        }

        Console.WriteLine($"all, by count: {total:F2} ms, {2e-6 * macs / total:F1} GFLOP/s");
    }
}
