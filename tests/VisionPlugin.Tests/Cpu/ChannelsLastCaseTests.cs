using System.Collections.Immutable;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.Tests.Cpu;

/// <summary>
/// Every operator case behind a convolution that changes nothing, after which tensors are channels-last: the kernels'
/// other layout, and the conversions around those that have only one.
/// </summary>
public sealed class ChannelsLastCaseTests : IDisposable
{
    private readonly CpuBackend _wide = new(2);
    private readonly CpuBackend _narrow = new(1, 128);

    public static TheoryData<string> Names =>
        [.. OperatorCases.All.Where(c => Behind(c.ToGraph()) is not null).Select(c => c.ToString())];

    [Theory]
    [MemberData(nameof(Names))]
    public void Fast_kernels_equal_the_reference(string name)
    {
        OperatorCase test = OperatorCases.Find(name);
        using var reference = new ReferenceBackend();
        Tensor[] expected = test.Run(reference, out _)!;
        CompiledGraph graph = Behind(test.ToGraph())!;
        foreach (CpuBackend backend in (CpuBackend[])[_wide, _narrow])
        {
            using IPlan plan = backend.Prepare(graph);
            test.SetInputs(plan);
            for (int step = 0; step < plan.StepCount; step++)
                plan.RunStep(step);
            for (int i = 0; i < expected.Length; i++)
                TensorAssert.Equal(expected[i], plan.PeekOutput(i), test.Atol, test.Rtol, $"{name}, {backend.Description}, output {i}");
        }
    }

    public void Dispose()
    {
        _wide.Dispose();
        _narrow.Dispose();
    }

    // Null if no input has two layouts.
    private static CompiledGraph? Behind(CompiledGraph graph)
    {
        if (graph.Model.Nodes.IsEmpty)
            return null;
        var convolutions = new List<Node>();
        ImmutableDictionary<string, Tensor> constants = graph.Model.Constants;
        Node node = graph.Model.Nodes[0];
        foreach (ValueInfo input in graph.Model.Inputs)
        {
            TensorInfo info = graph.Values[input.Name];
            if (info.DataType != DataType.Float32 || info.Shape.Rank > 5 || !LayoutPlan.HasLayouts(info.Shape))
                continue;
            int[] ones = [.. Enumerable.Repeat(1, info.Shape.Rank - 2)];
            var weights = new Tensor<float>([info.Shape[1], 1, .. ones]);
            weights.AsSpan().Fill(1);
            constants = constants.Add($"{input.Name} weights", weights);
            var conv = new Conv(new Window([.. ones], [], [], []), info.Shape[1]);
            convolutions.Add(new Node($"{input.Name} conv", conv, [input.Name, $"{input.Name} weights"], [$"{input.Name} y"]));
            node = node with { Inputs = [.. node.Inputs.Select(i => i == input.Name ? $"{i} y" : i)] };
        }

        if (convolutions.Count == 0)
            return null;
        var infos = graph.Model.Inputs.ToDictionary(i => i.Name, i => graph.Values[i.Name]);
        return GraphCompiler.Compile(graph.Model with { Nodes = [.. convolutions, node], Constants = constants }, infos);
    }
}
