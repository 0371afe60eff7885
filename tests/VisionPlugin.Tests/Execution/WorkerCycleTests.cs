using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Testing.Control;

namespace VisionPlugin.Tests.Execution;

/// <summary>Workers and backends that come and go leave nothing. Runs alone: what others hold would be counted.</summary>
[Collection(nameof(WorkerCycleTests))]
[CollectionDefinition(nameof(WorkerCycleTests), DisableParallelization = true)]
public class WorkerCycleTests
{
    private const int Megabyte = 1 << 20;

    private static readonly Tensor<float> Input = RandomTensor.Uniform([1, 3, 8, 8], 1);

    private static readonly Model Tiny = new()
    {
        Name = "tiny",
        Inputs = [new ValueInfo("x", DataType.Float32, default)],
        Outputs = ["y"],
        Nodes =
        [
            new Node("conv", new Conv(Window.Square(3, pad: 1), 1), ["x", "w"], ["a"]),
            new Node("relu", new Unary(Activation.Relu), ["a"], ["y"]),
        ],
        Constants = ImmutableDictionary<string, Tensor>.Empty.Add("w", RandomTensor.Uniform([4, 3, 3, 3], 7)),
    };

    [Fact]
    public void Shapes_without_end_leave_memory_flat()
    {
        using var worker = new Worker(DynamicNetwork.Load(), BackendType.Cpu, new WorkerOptions { CachedPlans = 2 });
        void Run(int i) => worker.Schedule(new Tensor<float>([1 + (i % 3), 3, 4 + (i % 7), 4 + (i % 11)]));
        for (int i = 0; i < 100; i++)
            Run(i);
        ProcessMemory before = ProcessMemory.Read();
        for (int i = 0; i < 500; i++)
            Run(i);
        ProcessMemory.Read().AssertFlat(before, Megabyte, 64 * Megabyte);
    }

    [Fact]
    public void A_hundred_thousand_workers_leave_memory_flat()
    {
        using var backend = new CpuBackend();
        float[] expected = Run(backend);
        for (int i = 0; i < 2_000; i++)
            Run(backend);
        ProcessMemory before = ProcessMemory.Read();
        for (int i = 0; i < 98_000; i++)
        {
            using var worker = new Worker(Tiny, backend);
            worker.Schedule(Input);
            worker.PeekOutput();
        }

        ProcessMemory.Read().AssertFlat(before, 4 * Megabyte, 64 * Megabyte);
        Assert.Equal(expected, Run(backend));
    }

    [Fact]
    public void Backends_with_their_threads_leave_nothing()
    {
        void Cycle(int i)
        {
            using var backend = new CpuBackend(1 + (i % 4));
            Run(backend);
        }

        for (int i = 0; i < 50; i++)
            Cycle(i);
        ProcessMemory before = ProcessMemory.Read();
        for (int i = 0; i < 1_000; i++)
            Cycle(i);
        ProcessMemory.Read().AssertFlat(before, Megabyte, 32 * Megabyte);
    }

    [Fact]
    public void New_shapes_and_slices_that_are_given_up_leave_nothing()
    {
        using var backend = new CpuBackend(2);
        using var worker = new Worker(Tiny, backend);
        void Cycle(int i)
        {
            worker.SetInput(new Tensor<float>([1, 3, 4 + (i % 40), 8]));
            worker.ScheduleIterable(TimeSpan.Zero).MoveNext();
        }

        for (int i = 0; i < 400; i++)
            Cycle(i);
        ProcessMemory before = ProcessMemory.Read();
        for (int i = 0; i < 5_000; i++)
            Cycle(i);
        ProcessMemory.Read().AssertFlat(before, Megabyte, 32 * Megabyte);
    }

    private static float[] Run(CpuBackend backend)
    {
        using var worker = new Worker(Tiny, backend);
        worker.Schedule(Input);
        return ((Tensor<float>)worker.PeekOutput()).AsSpan().ToArray();
    }
}
