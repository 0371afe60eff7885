using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Execution;

/// <summary>A model of many small steps, and its runs in slices on a clock that is moved by hand.</summary>
internal static class SlicedChain
{
    /// <summary>Steps done after each slice; the host takes the rest of its interval between slices.</summary>
    public static List<int> Run(
        Worker worker, ManualClock clock, double budget, double interval = 0, double? within = null)
    {
        var done = new List<int>();
        TimeSpan start = clock.Now;
        foreach ((int steps, _) in worker.ScheduleIterable(
            TimeSpan.FromMilliseconds(budget), within is { } time ? TimeSpan.FromMilliseconds(time) : null))
        {
            done.Add(steps);
            double left = interval - (clock.Now - start).TotalMilliseconds;
            clock.Advance(Math.Max(left, 0));
            start = clock.Now;
        }

        return done;
    }

    /// <summary>A worker with x -> Neg -> Neg -> ... -> Abs -> y.</summary>
    public static Worker Create(
        IBackend backend, ManualClock clock, int length, FallbackMode fallback = FallbackMode.Strict)
    {
        var model = new Model
        {
            Name = "chain",
            Inputs = [new ValueInfo("x0", DataType.Float32, default)],
            Outputs = ["y"],
            Nodes =
            [
                .. Enumerable.Range(0, length - 1)
                    .Select(i => new Node($"neg{i}", Unary(UnaryFunction.Neg), [$"x{i}"], [$"x{i + 1}"])),
                new Node("abs", Unary(UnaryFunction.Abs), [$"x{length - 1}"], ["y"]),
            ],
            Constants = ImmutableDictionary<string, Tensor>.Empty,
        };
        var worker = new Worker(model, backend, new WorkerOptions { Optimize = false, Clock = clock, Fallback = fallback });
        worker.SetInput(new Tensor<float>([1], [-3]));
        return worker;
    }

    private static Unary Unary(UnaryFunction function) => new(new Activation(function));
}
