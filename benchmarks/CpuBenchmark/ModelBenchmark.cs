using System.Diagnostics;
using VisionPlugin.Cpu;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Benchmarks;

/// <summary>Times a whole model; with a peer, both in turns, so that a busy machine disturbs them alike.</summary>
internal static class ModelBenchmark
{
    private const int Rounds = 3;

    /// <summary>Runs the model and prints its times.</summary>
    public static void Run(string path, int threads, int runs, string? peer, bool steps)
    {
        using var backend = new CpuBackend(threads);
        long start = Stopwatch.GetTimestamp();
        using var worker = new Worker(ModelLoader.Load(path), backend);
        for (int i = 0; i < worker.Model.Inputs.Length; i++)
            worker.SetInput(i, Random(worker.Model.Inputs[i]));
        worker.Schedule();
        Console.WriteLine($"{Path.GetFileName(path)}: {backend.Description}, first result after "
            + $"{Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms, "
            + $"{worker.Plan!.ActivationBytes / 1e6:F1} MB of activations");
        var ours = new List<Timing>();
        var theirs = new List<Timing>();
        for (int round = 0; round < Rounds; round++)
        {
            ours.Add(Timing.Of(worker.Schedule, runs));
            if (peer is not null)
                theirs.Add(OnnxRuntimePeer.Time(peer, path, threads, runs));
        }

        if (steps)
            PrintSteps((CpuPlan)worker.Plan, runs);
        Timing best = Print("ours", ours);
        if (peer is not null)
        {
            Timing other = Print("ONNX Runtime", theirs);
            Console.WriteLine($"ratio: {best.Least / other.Least:F2} (least), {best.Median / other.Median:F2} (median)");
        }
    }

    private static Timing Print(string who, List<Timing> rounds)
    {
        var best = new Timing(rounds.Min(t => t.Least), rounds.Min(t => t.Median));
        Console.WriteLine($"{who,-14} least {best.Least:F2} ms, median {best.Median:F2} ms "
            + $"(rounds: {string.Join(", ", rounds.Select(t => t.Median.ToString("F2")))})");
        return best;
    }

    private static void PrintSteps(CpuPlan plan, int runs)
    {
        var times = new double[plan.StepCount][];
        for (int i = 0; i < times.Length; i++)
            times[i] = new double[runs];
        for (int run = 0; run < runs; run++)
        {
            for (int i = 0; i < times.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                plan.RunStep(i);
                times[i][run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        for (int i = 0; i < times.Length; i++)
        {
            Node node = plan.Steps[i];
            TensorInfo[] inputs = plan.PhysicalGraph.InputsOf(node), outputs = plan.PhysicalGraph.OutputsOf(node);
            double least = Timing.From(times[i]).Least, macs = node.Operator.CountMacs(inputs, outputs);
            string rate = macs > 0 ? $"{2e-6 * macs / least,7:F1} GFLOP/s" : "";
            Console.WriteLine($"{least,9:F4} ms {rate,15}  {plan.KernelName(i),-22} {inputs[0].Shape} -> {outputs[0].Shape}  {node}");
        }

        Console.WriteLine($"{times.Sum(t => Timing.From(t).Least),9:F4} ms in all");
    }

    private static Tensor<float> Random(ValueInfo input)
    {
        var shape = new TensorShape([.. input.Dimensions.Select(d => d.Size ?? 1)]);
        var random = new Random(1);
        var tensor = new Tensor<float>(shape);
        foreach (ref float value in tensor.AsSpan())
            value = random.NextSingle();
        return tensor;
    }
}
