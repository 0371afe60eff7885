using System.Diagnostics;
using VisionPlugin.ComputeShaders;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Benchmarks;

/// <summary>Times a whole model on the GPU, and its steps.</summary>
internal static class ModelBenchmark
{
    private const int WarmUpRuns = 3;

    /// <summary>Runs the model and prints its times. Precisions take turns, run by run.</summary>
    public static void Run(string path, int runs, GlProfile profile, bool steps, IReadOnlyList<Precision> precisions)
    {
        using GpuBackend backend = GpuBackend.CreateHeadless(profile);
        Console.WriteLine($"{Path.GetFileName(path)}: {backend.Description}");
        Worker[] workers = [.. precisions.Select(precision => Prepare(path, backend, precision))];
        HostCopy[] outputs = [.. workers.Select(worker => new HostCopy(worker))];
        var times = workers.Select(_ => new double[runs]).ToArray();
        for (int run = -WarmUpRuns; run < runs; run++)
        {
            for (int i = 0; i < workers.Length; i++)
            {
                long start = Stopwatch.GetTimestamp();
                outputs[i].ScheduleAndRead();
                if (run >= 0)
                    times[i][run] = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
            }
        }

        for (int i = 0; i < workers.Length; i++)
        {
            var plan = (GpuPlan)workers[i].Plan!;
            Timing time = Timing.From(times[i]);
            double macs = plan.Graph.Model.Nodes.Sum(n => Macs(plan, n));
            Console.WriteLine($"{precisions[i],-16} least {time.Least:F2} ms, median {time.Median:F2} ms with upload and "
                + $"read-back, {2e-6 * macs / time.Least:F1} GFLOP/s, {plan.ActivationBytes:N0} bytes of activations, "
                + $"{plan.ConstantBytes:N0} of constants");
            if (steps)
                PrintSteps(backend.Device, plan, runs);
            outputs[i].Dispose();
            workers[i].Dispose();
        }
    }

    private static Worker Prepare(string path, GpuBackend backend, Precision precision)
    {
        long start = Stopwatch.GetTimestamp();
        int programs = backend.Device.Programs.Count;
        var worker = new Worker(ModelLoader.Load(path), backend, new WorkerOptions { Precision = precision });
        for (int i = 0; i < worker.Model.Inputs.Length; i++)
            worker.SetInput(i, Random(worker.Model.Inputs[i]));
        worker.Schedule();
        backend.Device.Gl.Finish();
        Console.WriteLine($"{precision,-16} first result after {Stopwatch.GetElapsedTime(start).TotalMilliseconds:F0} ms, "
            + $"{backend.Device.Programs.Count - programs} programs, {worker.Coverage}");
        return worker;
    }

    private static double Macs(GpuPlan plan, Node node) =>
        node.Operator.CountMacs(plan.Graph.InputsOf(node), plan.Graph.OutputsOf(node));

    private static void PrintSteps(GlDevice device, GpuPlan plan, int runs)
    {
        var times = new double[plan.StepCount][];
        for (int i = 0; i < times.Length; i++)
            times[i] = new double[runs];
        using var timer = new GpuTimer(device);
        for (int run = 0; run < runs; run++)
        {
            for (int i = 0; i < times.Length; i++)
                times[i][run] = Time(device, timer, plan, i);
        }

        double sum = 0;
        for (int i = 0; i < times.Length; i++)
        {
            Node node = plan.Graph.Model.Nodes[i];
            Timing time = Timing.From(times[i]);
            double macs = Macs(plan, node);
            sum += time.Least;
            string rate = macs > 0 ? $"{2e-6 * macs / time.Least,7:F1} GFLOP/s" : "";
            string shaders = string.Join(' ', plan.Steps[i].Select(c => c.Program.Name));
            Console.WriteLine($"{time.Least,8:F3} ms (median {time.Median,8:F3}) {rate,15}  {node}, "
                + $"{plan.Graph.OutputsOf(node)[0].Shape}, {shaders}");
        }

        Console.WriteLine($"{sum,8:F3} ms in all");
    }

    // By the GPU's clock where it has one; a software driver computes at once, so that the wall clock tells the same.
    private static double Time(GlDevice device, GpuTimer timer, GpuPlan plan, int step)
    {
        long start = Stopwatch.GetTimestamp();
        timer.Begin();
        plan.RunStep(step);
        timer.End();
        device.Gl.Finish();
        double wall = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        return timer.TryRead(out double milliseconds) && !device.Info.IsSoftware ? milliseconds : wall;
    }

    private static Tensor Random(ValueInfo input)
    {
        TensorShape shape = [.. input.Dimensions.Select(d => d.Size ?? 1)];
        Tensor tensor = Tensor.Create(input.DataType, shape);
        if (tensor is Tensor<float> floats)
        {
            var random = new Random(1);
            foreach (ref float value in floats.AsSpan())
                value = random.NextSingle() - 0.5f;
        }

        return tensor;
    }
}
