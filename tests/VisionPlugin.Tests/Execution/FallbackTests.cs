using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;
using VisionPlugin.Tests.Graphs;

namespace VisionPlugin.Tests.Execution;

public class FallbackTests
{
    private static readonly WorkerOptions WithFallback = new() { Fallback = FallbackMode.Cpu };

    [Fact]
    public void What_the_backend_lacks_runs_on_the_cpu_and_is_listed()
    {
        using var backend = new CountingBackend { Unsupported = "Neg" };
        using var worker = new Worker(Zigzag(), backend, WithFallback);
        Tensor[] inputs = [RandomTensor.Uniform([2, 3], 1), RandomTensor.Uniform([2, 3], 2)];
        Tensor[] expected = Run(new Worker(Zigzag(), BackendType.Reference), inputs);
        for (int run = 0; run < 2; run++)
        {
            Tensor[] actual = Run(worker, inputs);
            for (int i = 0; i < expected.Length; i++)
                TensorAssert.Equal(expected[i], actual[i], 1e-6, 1e-6, worker.Model.Outputs[i]);
        }

        Coverage coverage = worker.Coverage!;
        Assert.Equal(["n1", "n4"], coverage.OnFallback.Select(n => n.Node.Name));
        Assert.All(coverage.OnFallback, n => Assert.Equal("not in this test", n.Reason));
        Assert.Equal("5 of 7 nodes on GpuCompute, 2 on Cpu", coverage.ToString());
    }

    [Fact]
    public void Parts_are_as_few_as_the_order_of_nodes_allows()
    {
        // Two chains side by side that both change backends twice: three parts, not six.
        var g = new TestGraph();
        string[] ends = [.. Enumerable.Range(0, 2).Select(_ =>
            g.Unary(UnaryFunction.Abs, g.Unary(UnaryFunction.Neg, g.Unary(UnaryFunction.Abs, g.Input([4])))))];
        using var backend = new CountingBackend { Unsupported = "Neg" };
        using var worker = new Worker(g.Compile(ends).Model, backend, WithFallback);
        Run(worker, [RandomTensor.Uniform([4], 1), RandomTensor.Uniform([4], 2)]);
        Assert.Equal(3, worker.Coverage!.Segments);
    }

    [Fact]
    public void A_part_of_nothing_but_views_passes_its_values_on()
    {
        var g = new TestGraph();
        string abs = g.Unary(UnaryFunction.Abs, g.Input([2, 3]));
        string y = g.Unary(UnaryFunction.Abs, g.Add(new Reshape(), abs, g.List(3, 2)));
        using var backend = new CountingBackend { Unsupported = "Reshape" };
        using var worker = new Worker(g.Compile(y).Model, backend, WithFallback);
        Tensor input = RandomTensor.Uniform([2, 3], 1);
        Tensor output = Assert.Single(Run(worker, [input]));
        Assert.Equal(input.AsSpan<float>().ToArray().Select(Math.Abs), output.AsSpan<float>().ToArray());
    }

    [Fact]
    public void All_plans_are_disposed()
    {
        using var backend = new CountingBackend { Unsupported = "Neg" };
        using (var worker = new Worker(Zigzag(), backend, WithFallback))
        {
            Run(worker, [RandomTensor.Uniform([2, 3], 1), RandomTensor.Uniform([2, 3], 2)]);
            Assert.True(backend.Alive > 1);
        }

        Assert.Equal(0, backend.Alive);
    }

    // Values cross between the backends in both directions, skip parts, and are outputs in between.
    private static Model Zigzag()
    {
        var g = new TestGraph();
        string x = g.Input([2, 3]), z = g.Input([2, 3]);
        string a = g.Unary(UnaryFunction.Abs, x);
        string b = g.Unary(UnaryFunction.Neg, a);
        string c = g.Binary(BinaryFunction.Mul, a, b);
        string d = g.Binary(BinaryFunction.Sub, c, z);
        string e = g.Unary(UnaryFunction.Neg, z);
        string f = g.Binary(BinaryFunction.Max, d, e);
        string h = g.Binary(BinaryFunction.Add, f, b);
        return g.Compile(h, b, z, e).Model;
    }

    private static Tensor[] Run(Worker worker, Tensor[] inputs)
    {
        for (int i = 0; i < inputs.Length; i++)
            worker.SetInput(i, inputs[i]);
        worker.Schedule();
        return [.. worker.Model.Outputs.Select(o => worker.PeekOutput(o).ReadbackAndClone())];
    }
}
