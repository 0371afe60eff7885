using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Tests.Graphs;

namespace VisionPlugin.Tests.Execution;

public class WorkerTests
{
    private static readonly Unary Relu = new(Activation.Relu);
    private static readonly Unary Neg = new(new Activation(UnaryFunction.Neg));

    [Fact]
    public void Runs_a_model_and_copies_its_output()
    {
        using var worker = new Worker(NegRelu(), BackendType.Reference);
        worker.SetInput("x", new Tensor<float>([3], [-1, 0, 2]));
        worker.Schedule();
        var copy = new Tensor<float>([3]);
        worker.CopyOutput("y", copy);
        Assert.Equal([1f, 0, 0], copy.AsSpan().ToArray());
        Assert.Throws<ShapeMismatchException>(() => worker.CopyOutput("y", new Tensor<float>([2])));
        Assert.Throws<ArgumentException>(() => worker.CopyOutput("z", copy));
    }

    [Fact]
    public void Inputs_must_be_set_and_fit_the_declaration()
    {
        Model model = NegRelu() with { Inputs = [new ValueInfo("x", DataType.Float32, [new(null, "n"), new(3)])] };
        using var worker = new Worker(model, BackendType.Reference);
        InvalidOperationException unset = Assert.Throws<InvalidOperationException>(worker.Schedule);
        Assert.Contains("'x'", unset.Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => worker.SetInput("q", new Tensor<float>([1])));
        foreach (TensorShape shape in new TensorShape[] { [3], [1, 4], [1, 3, 1] })
        {
            var error = Assert.Throws<ShapeMismatchException>(() => worker.Schedule(new Tensor<float>(shape)));
            Assert.Contains("[n, 3]", error.Message, StringComparison.Ordinal);
        }

        Assert.Throws<ShapeMismatchException>(() => worker.Schedule(new Tensor<int>([2, 3])));
        worker.Schedule(new Tensor<float>([2, 3]));
        Assert.Equal([2, 3], worker.PeekOutput().Shape.Sizes.ToArray());
    }

    [Fact]
    public void Steps_can_be_run_one_by_one()
    {
        using var worker = new Worker(NegRelu(), BackendType.Reference);
        worker.SetInput(new Tensor<float>([1], [-3]));
        using IEnumerator<(int Done, int Total)> steps = worker.ScheduleIterable().GetEnumerator();
        Assert.True(steps.MoveNext());
        Assert.Equal((1, 2), steps.Current);
        Assert.Throws<InvalidOperationException>(() => worker.PeekOutput());
        Assert.True(steps.MoveNext());
        Assert.Equal((2, 2), steps.Current);
        Assert.Equal(3, worker.PeekOutput().AsSpan<float>()[0]);
        Assert.False(steps.MoveNext());
    }

    [Fact]
    public void A_run_that_another_one_overtook_cannot_go_on()
    {
        using var worker = new Worker(NegRelu(), BackendType.Reference);
        worker.SetInput(new Tensor<float>([1], [-3]));
        using IEnumerator<(int Done, int Total)> steps = worker.ScheduleIterable().GetEnumerator();
        steps.MoveNext();
        worker.Schedule();
        Assert.Throws<InvalidOperationException>(() => steps.MoveNext());
        Assert.Equal(3, worker.PeekOutput().AsSpan<float>()[0]);
    }

    [Fact]
    public void Plans_of_shapes_seen_before_are_kept_up_to_a_limit()
    {
        using var backend = new CountingBackend();
        using var worker = new Worker(NegRelu(), backend, new WorkerOptions { CachedPlans = 2 });
        foreach (int size in new[] { 1, 2, 1, 2, 1 })
            worker.Schedule(new Tensor<float>([size]));
        Assert.Equal((2, 2), (backend.Prepared, backend.Alive));
        worker.Schedule(new Tensor<float>([3]));
        Assert.Equal((3, 2), (backend.Prepared, backend.Alive));
        worker.Schedule(new Tensor<float>([1]));
        Assert.Equal((3, 2), (backend.Prepared, backend.Alive));
        worker.Dispose();
        Assert.Equal(0, backend.Alive);
    }

    [Fact]
    public void Inputs_that_decide_shapes_are_part_of_the_plan()
    {
        Model model = new()
        {
            Name = "test",
            Inputs = [new ValueInfo("x", DataType.Float32, default), new ValueInfo("shape", DataType.Int64, default)],
            Outputs = ["y"],
            Nodes = [new Node("n", Neg, ["x"], ["v"]), new Node("reshape", new Reshape(), ["v", "shape"], ["y"])],
            Constants = ImmutableDictionary<string, Tensor>.Empty,
        };
        using var backend = new CountingBackend();
        using var worker = new Worker(model, backend);
        var shape = new Tensor<long>([2], [2, 3]);
        worker.SetInput("shape", shape);
        worker.Schedule(new Tensor<float>([6], [1, 2, 3, 4, 5, 6]));
        Assert.Equal([2, 3], worker.PeekOutput().Shape.Sizes.ToArray());
        (shape.AsSpan()[0], shape.AsSpan()[1]) = (3, 2);
        worker.Schedule();
        Assert.Equal([3, 2], worker.PeekOutput().Shape.Sizes.ToArray());
        Assert.Equal(-6, worker.PeekOutput().AsSpan<float>()[5]);
        worker.Schedule();
        Assert.Equal(2, backend.Prepared);
    }

    [Fact]
    public void Outputs_may_be_constants_or_inputs()
    {
        Model model = NegRelu() with
        {
            Outputs = ["c", "x", "y", "f"],
            Constants = ImmutableDictionary<string, Tensor>.Empty.Add("c", new Tensor<float>([1], [5])),
        };
        model = model with { Nodes = model.Nodes.Add(new Node("folded", Neg, ["c"], ["f"])) };
        using var worker = new Worker(model, BackendType.Reference);
        worker.Schedule(new Tensor<float>([1], [-2]));
        Assert.Equal([5f, -2, 2, -5], model.Outputs.Select(o => worker.PeekOutput(o).AsSpan<float>()[0]));
    }

    [Fact]
    public void All_nodes_that_a_backend_cannot_run_are_listed()
    {
        using var backend = new CountingBackend { Unsupported = "Neg" };
        Model model = NegRelu();
        model = model with { Nodes = model.Nodes.Add(new Node("second", Neg, ["y"], ["z"])), Outputs = ["z"] };
        using var worker = new Worker(model, backend);
        UnsupportedOperatorException error =
            Assert.Throws<UnsupportedOperatorException>(() => worker.Schedule(new Tensor<float>([1])));
        Assert.Equal(2, error.Nodes.Count);
    }

    [Fact]
    public void Runs_allocate_nothing_once_the_plan_is_made()
    {
        var g = new TestGraph();
        string conv = g.Unary(UnaryFunction.Relu, g.Conv(g.Input([1, 3, 8, 8]), 3, 4));
        string y = g.Binary(BinaryFunction.Add, g.Conv(conv, 4, 4, kernel: 1), conv);
        using var worker = new Worker(g.Compile(y).Model, BackendType.Cpu);
        Tensor[] inputs = [new Tensor<float>([1, 3, 8, 8]), new Tensor<float>([1, 3, 8, 8])];
        var copy = new Tensor<float>([1, 4, 8, 8]);
        long allocated = 0;
        for (int run = 0; run < 20; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            worker.Schedule(inputs[run % 2]);
            worker.CopyOutput(y, copy);
            allocated = GC.GetAllocatedBytesForCurrentThread() - before;
        }

        Assert.Equal(0, allocated);
    }

    // x -> Neg -> Relu -> y
    private static Model NegRelu() => new()
    {
        Name = "test",
        Inputs = [new ValueInfo("x", DataType.Float32, default)],
        Outputs = ["y"],
        Nodes = [new Node("neg", Neg, ["x"], ["v"]), new Node("relu", Relu, ["v"], ["y"])],
        Constants = ImmutableDictionary<string, Tensor>.Empty,
    };
}
