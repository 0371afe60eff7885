using System.Collections.Immutable;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Testing;

/// <summary>
/// One run of one operator. The same case runs on every backend and is compared with the reference implementation.
/// </summary>
/// <param name="Name">Unique within the operator: what is special about the case.</param>
/// <param name="Operator">The operator with its attributes.</param>
/// <param name="Inputs">Its inputs; null where absent.</param>
public sealed record OperatorCase(string Name, Operator Operator, params Tensor?[] Inputs)
{
    /// <summary>Allowed absolute error.</summary>
    public double Atol { get; init; } = 1e-4;

    /// <summary>Allowed error relative to the expected value.</summary>
    public double Rtol { get; init; } = 1e-4;

    /// <summary>First input that is a constant of the graph (weights) rather than set per run.</summary>
    public int FirstConstant { get; init; } = 1;

    /// <summary>Inputs that are set per run although they stand behind constants.</summary>
    public IReadOnlyList<int> SetPerRun { get; init; } = [];

    /// <summary>Number of outputs that the case asks for.</summary>
    public int Outputs { get; init; } = 1;

    /// <summary>How a backend is to store numbers.</summary>
    public Precision Precision { get; init; }

    /// <summary>Runs the case on a backend; null if the backend does not support it.</summary>
    public Tensor[]? Run(IBackend backend, out string? unsupported)
    {
        CompiledGraph graph = ToGraph();
        // What does not depend on the inputs, such as Shape, was computed by the compiler: nothing is left to run.
        unsupported = null;
        if (graph.Model.Nodes.IsEmpty)
            return [.. graph.Model.Outputs.Select(name => graph.Values[name].Value!)];
        Node node = graph.Model.Nodes[0];
        unsupported = backend.WhyUnsupported(node, graph.InputsOf(node));
        if (unsupported is not null)
            return null;
        using IPlan plan = backend.Prepare(graph);
        SetInputs(plan);
        for (int step = 0; step < plan.StepCount; step++)
            plan.RunStep(step);
        return [.. Enumerable.Range(0, Outputs).Select(i => plan.PeekOutput(i).ReadbackAndClone())];
    }

    /// <summary>The case as a compiled graph of one node, or of none if it is constant.</summary>
    public CompiledGraph ToGraph()
    {
        var infos = ModelInputs.ToDictionary(i => i.Key, i => new TensorInfo(i.Value.DataType, i.Value.Shape));
        return GraphCompiler.Compile(ToModel(), infos) with { Precision = Precision };
    }

    /// <summary>Sets the inputs of a plan for the case's graph.</summary>
    public void SetInputs(IPlan plan)
    {
        ImmutableArray<ValueInfo> inputs = plan.Graph.Model.Inputs;
        for (int i = 0; i < inputs.Length; i++)
            plan.SetInput(i, Inputs[int.Parse(inputs[i].Name[2..])]!);
    }

    /// <summary>Operator and name, as test runners show it.</summary>
    public override string ToString() => $"{Operator.Name} {Name}";

    /// <summary>The inputs of the model, by name.</summary>
    public IReadOnlyDictionary<string, Tensor> ModelInputs => Inputs.Select((t, i) => (Name: $"in{i}", Tensor: t, Index: i))
        .Where(t => IsInput(t.Index)).ToDictionary(t => t.Name, t => t.Tensor!);

    /// <summary>The case as a model of one node, whose inputs declare no rank.</summary>
    public Model ToModel()
    {
        ImmutableArray<string> names = [.. Inputs.Select((t, i) => t is null ? "" : $"in{i}")];
        ImmutableArray<string> outputs = [.. Enumerable.Range(0, Outputs).Select(i => $"out{i}")];
        return new Model
        {
            Name = ToString(),
            Inputs = [.. names.Where((_, i) => IsInput(i)).Select(name =>
                new ValueInfo(name, Inputs[int.Parse(name[2..])]!.DataType, default))],
            Outputs = outputs,
            Nodes = [new Node("node", Operator, names, outputs)],
            Constants = names.Where((name, i) => name.Length > 0 && !IsInput(i))
                .ToImmutableDictionary(name => name, name => Inputs[int.Parse(name[2..])]!),
        };
    }

    private bool IsInput(int i) => Inputs[i] is not null && (i < FirstConstant || SetPerRun.Contains(i)) && !Operator.NeedsValue(i);
}
