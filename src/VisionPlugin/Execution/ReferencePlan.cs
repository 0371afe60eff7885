using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>A plan of the reference backend: one tensor a value, no memory shared.</summary>
internal sealed class ReferencePlan : IPlan
{
    private readonly Dictionary<string, Tensor> _values = [];
    private readonly (Node Node, Tensor?[] Inputs, Tensor[] Outputs)[] _steps;

    public ReferencePlan(CompiledGraph graph)
    {
        Graph = graph;
        foreach ((string name, TensorInfo info) in graph.Values)
        {
            _values[name] = info.Value ?? Tensor.Create(info.DataType, info.Shape);
            ActivationBytes += info.IsConstant ? 0 : _values[name].ByteLength;
        }

        _steps = [.. graph.Model.Nodes.Select(Bind)];
    }

    public CompiledGraph Graph { get; }

    public int StepCount => _steps.Length;

    public long ActivationBytes { get; }

    public void SetInput(int index, Tensor tensor) =>
        tensor.CopyTo(_values[Graph.Model.Inputs[index].Name].AsBytes());

    public void RunStep(int step) => _steps[step].Node.Operator.Run(_steps[step].Inputs, _steps[step].Outputs);

    public Tensor PeekOutput(int index) => _values[Graph.Model.Outputs[index]];

    public void Dispose()
    {
    }

    private (Node Node, Tensor?[] Inputs, Tensor[] Outputs) Bind(Node node)
    {
        // An output nobody wants still needs a place to be written to.
        TensorInfo[] outputs = node.Operator.InferShapes(Graph.InputsOf(node));
        return (node,
            [.. node.Inputs.Select(name => name.Length == 0 ? null : _values[name])],
            [.. node.Outputs.Select((name, i) =>
                name.Length == 0 ? Tensor.Create(outputs[i].DataType, outputs[i].Shape) : _values[name])]);
    }
}
