using System.Collections.Immutable;
using VisionPlugin.Cpu;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Cpu;

public class ConcatInPlaceTests
{
    private static readonly UnaryFunction[] Functions = [UnaryFunction.Relu, UnaryFunction.Tanh];

    [Fact]
    public void Convolutions_write_into_the_result_and_the_copy_is_gone()
    {
        (CpuPlan plan, Tensor expected) = Prepare(["a", "b", "c"], ["joined"]);
        Assert.DoesNotContain(plan.Steps, node => node.Operator is Concat);
        Check(plan, expected);
    }

    [Fact]
    public void A_branch_that_something_else_reads_keeps_the_copy()
    {
        (CpuPlan plan, Tensor expected) = Prepare(["a", "b", "c"], ["joined", "b"]);
        Assert.Contains(plan.Steps, node => node.Operator is Concat);
        Check(plan, expected);
    }

    [Fact]
    public void A_branch_that_is_joined_twice_keeps_the_copy()
    {
        (CpuPlan plan, Tensor expected) = Prepare(["a", "b", "a"], ["joined"]);
        Assert.Contains(plan.Steps, node => node.Operator is Concat);
        Check(plan, expected);
    }

    private static void Check(CpuPlan plan, Tensor expected)
    {
        plan.SetInput(0, RandomTensor.Uniform([2, 5, 9, 7], 1));
        for (int step = 0; step < plan.StepCount; step++)
            plan.RunStep(step);
        TensorAssert.Equal(expected, plan.PeekOutput(0), 1e-4, 1e-4, "joined");
    }

    // Three convolutions of 7, 16 and 33 channels over one input, joined.
    private static (CpuPlan Plan, Tensor Expected) Prepare(ImmutableArray<string> joined, ImmutableArray<string> outputs)
    {
        var nodes = ImmutableArray.CreateBuilder<Node>();
        var constants = ImmutableDictionary.CreateBuilder<string, Tensor>();
        foreach ((string name, int channels) in new[] { ("a", 7), ("b", 16), ("c", 33) })
        {
            constants[$"w{name}"] = RandomTensor.Uniform([channels, 5, 3, 3], channels);
            var activation = new Activation(Functions[channels % 2]);
            nodes.Add(new Node(name, new Conv(Window.Square(3, pad: 1), 1, activation), ["x", $"w{name}"], [name]));
        }

        nodes.Add(new Node("concat", new Concat(1), joined, ["joined"]));
        var model = new Model
        {
            Name = "branches",
            Inputs = [new ValueInfo("x", DataType.Float32, default)],
            Outputs = outputs,
            Nodes = nodes.ToImmutable(),
            Constants = constants.ToImmutable(),
        };
        var infos = new Dictionary<string, TensorInfo> { ["x"] = new(DataType.Float32, [2, 5, 9, 7]) };
        CompiledGraph graph = GraphCompiler.Compile(model, infos);
        using var reference = new ReferenceBackend();
        using IPlan plan = reference.Prepare(graph);
        plan.SetInput(0, RandomTensor.Uniform([2, 5, 9, 7], 1));
        for (int step = 0; step < plan.StepCount; step++)
            plan.RunStep(step);
        return (new CpuPlan(graph, new ThreadTeam(1), CpuBackend.WidestVector), plan.PeekOutput(0));
    }
}
