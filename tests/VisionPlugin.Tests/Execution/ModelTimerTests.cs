using VisionPlugin.Execution;
using VisionPlugin.Execution.Comparison;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Tests.Graphs;

namespace VisionPlugin.Tests.Execution;

public class ModelTimerTests
{
    [Fact]
    public void Each_layer_that_is_compared_has_a_time()
    {
        Model model = Network(out Tensor[] inputs);
        using var reference = new ReferenceBackend();
        using var cpu = new CpuBackend(1);
        using var decorated = new PassingBackend(new CpuBackend(1));
        ModelComparison compared = ModelComparer.Compare(model, inputs, [reference, cpu]);
        foreach (IBackend backend in new IBackend[] { reference, cpu, decorated })
        {
            ModelTimes times = ModelTimer.Measure(model, inputs, backend);
            Assert.Equal((backend.Type, StepClock.Processor), (times.Backend, times.Clock));
            Assert.Equal(compared.Layers.Select(l => l.Node), times.Layers.Select(l => l.Node));
            Assert.All(times.Layers, l => Assert.True(l.Time > TimeSpan.Zero, l.ToString()));
            Assert.Equal(times.Layers.Sum(l => l.Time.Ticks), times.Sum.Ticks);
            Assert.InRange(times.Runs, 1, 9);
            Assert.True(times.WholeRun > TimeSpan.Zero);
        }
    }

    [Fact]
    public void Layers_on_the_fallback_are_timed_too()
    {
        Model model = Network(out Tensor[] inputs);
        using var partial = new PoolingBackend();
        ModelTimes times = ModelTimer.Measure(model, inputs, partial, new ComparisonOptions { Fallback = FallbackMode.Cpu });
        Assert.Equal(3, times.Layers.Length);
        Assert.All(times.Layers, l => Assert.True(l.Time > TimeSpan.Zero, l.ToString()));
    }

    [Fact]
    public void Progress_names_the_layer()
    {
        Model model = Network(out Tensor[] inputs);
        using var cpu = new CpuBackend(1);
        var seen = new List<ComparisonProgress>();
        ModelTimer.Measure(model, inputs, cpu, new ComparisonOptions { Progress = seen.Add });
        Assert.Contains(seen, p => p.Layer == "n2" && p.Backend == BackendType.Cpu);
        Assert.All(seen, p => Assert.InRange(p.Done, 0, p.Total - 1));
    }

    [Fact]
    public void The_page_about_comparing_shows_code_that_runs()
    {
        Model model = Network(out Tensor[] inputs);
        Tensor input = inputs[0];
        using var reference = new ReferenceBackend();
        using var gpu = new BrokenBackend("MaxPool");
        // What the code writes to, in place of the process's console.
        using var Console = new StringWriter();
        // comparing: begin
        ModelComparison result = ModelComparer.Compare(model, [input], [reference, gpu], new ComparisonOptions { Atol = 1e-4 });
        foreach (LayerComparison layer in result.Layers.Where(l => !l.IsWithin))
            Console.WriteLine($"{layer.Node}: {layer.Backends[0].Alone.MaxAbsolute:G3}");
        ModelTimes times = ModelTimer.Measure(model, [input], gpu);
        Console.WriteLine($"{times.WholeRun.TotalMilliseconds:F1} ms, the longest layer {times.Layers.MaxBy(l => l.Time)}");
        // comparing: end
        Assert.StartsWith("n2: 1", Console.ToString(), StringComparison.Ordinal);
        DocSample.AssertShown("docs/comparing.md", "tests/VisionPlugin.Tests/Execution/ModelTimerTests.cs", "comparing");
    }

    // Conv + Relu, MaxPool, Conv: layers of different kinds, and conversions between layouts on the CPU.
    private static Model Network(out Tensor[] inputs)
    {
        inputs = [RandomTensor.Uniform([1, 8, 24, 24], 7)];
        var g = new TestGraph();
        string a = g.Unary(UnaryFunction.Relu, g.Conv(g.Input([1, 8, 24, 24]), 8, 16));
        return g.Compile(g.Conv(g.Add(new MaxPool(Window.Square(3, pad: 1)), a), 16, 3)).Model;
    }

    /// <summary>A backend with another behind it.</summary>
    private sealed class PassingBackend(IBackend inner) : BackendDecorator(inner)
    {
        protected override IPlan Decorate(IPlan plan) => new PassingPlan(plan);
    }

    private sealed class PassingPlan(IPlan inner) : PlanDecorator(inner);

    /// <summary>A backend that can pool and nothing else.</summary>
    private sealed class PoolingBackend : IBackend
    {
        private readonly ReferenceBackend _inner = new();

        public BackendType Type => BackendType.Reference;

        public string Description => "test";

        public string? WhyUnsupported(Node node, ReadOnlySpan<TensorInfo> inputs) =>
            node.Operator is MaxPool ? null : "it only pools";

        public IPlan Prepare(CompiledGraph graph) => _inner.Prepare(graph);

        public void Dispose() => _inner.Dispose();
    }
}
