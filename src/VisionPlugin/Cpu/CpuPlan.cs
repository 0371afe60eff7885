using System.Diagnostics;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>A graph bound to one block of memory, kernels and a team of threads.</summary>
internal sealed class CpuPlan : IPlan, IStepTimes
{
    private readonly CompiledGraph _physical;
    private readonly LayoutPlan _layouts;
    private readonly IReadOnlyDictionary<Node, int> _firstChannels;
    private readonly BufferPlan _buffers;
    private readonly HostBuffer _arena;
    private readonly ScratchMemory _scratch;
    private readonly ThreadTeam _team;
    private readonly int _width;
    private readonly CpuKernel[] _steps;
    private readonly Tensor[] _inputs;
    private readonly Tensor[] _outputs;

    /// <summary>Binds a graph.</summary>
    /// <param name="graph">The graph.</param>
    /// <param name="team">Threads, which the caller owns.</param>
    /// <param name="width">Bits of the registers to use.</param>
    public CpuPlan(CompiledGraph graph, ThreadTeam team, int width)
    {
        (Graph, _team, _width, _scratch) = (graph, team, width, new ScratchMemory(team.Size));
        _layouts = LayoutPlan.Create(graph, node => RuleOf(node, graph));
        _physical = ConcatInPlace.Apply(_layouts.Graph, out _firstChannels);
        _buffers = BufferPlan.Create(
            _physical, info => (long)info.Shape.Length * DataTypes.SizeOf(info.DataType), HostBuffer.Alignment, IsView);
        _arena = new HostBuffer(_buffers.TotalBytes);
        Steps = [.. _physical.Model.Nodes.Where(node => !IsView(node))];
        _steps = [.. Steps.Select(Bind)];
        _scratch.Allocate();
        _inputs = [.. graph.Model.Inputs.Select(input => TensorOf(input.Name))];
        _outputs = [.. graph.Model.Outputs.Select(TensorOf)];
    }

    /// <inheritdoc/>
    public CompiledGraph Graph { get; }

    /// <summary>The graph with conversions of layouts, whose nodes, views left out, are the steps.</summary>
    public CompiledGraph PhysicalGraph => _physical;

    /// <summary>The node of each step.</summary>
    public IReadOnlyList<Node> Steps { get; }

    /// <inheritdoc/>
    public int StepCount => _steps.Length;

    /// <inheritdoc/>
    public long ActivationBytes => _buffers.TotalBytes + _scratch.Bytes;

    StepClock IStepTimes.Clock => StepClock.Processor;

    /// <summary>The kind of kernel that runs a step, for people.</summary>
    public string KernelName(int step) => _steps[step].GetType().Name.Split('`')[0];

    /// <inheritdoc/>
    public void SetInput(int index, Tensor tensor) => tensor.CopyTo(_inputs[index].AsBytes());

    /// <inheritdoc/>
    public void RunStep(int step) => _steps[step].Run();

    /// <inheritdoc/>
    public Tensor PeekOutput(int index) => _outputs[index];

    Node IStepTimes.NodeOf(int step) => Steps[step];

    TimeSpan IStepTimes.RunTimed(int step)
    {
        long start = Stopwatch.GetTimestamp();
        RunStep(step);
        return Stopwatch.GetElapsedTime(start);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
    }

    private static LayoutRule RuleOf(Node node, CompiledGraph graph)
    {
        if (LayoutPlan.IsView(node))
        {
            bool sameShape = graph.Values[node.Inputs[0]].Shape == graph.Values[node.Outputs[0]].Shape;
            return sameShape ? LayoutRule.Follow : LayoutRule.Planar;
        }

        KernelTable.Find(node, graph, out LayoutRule rule);
        return rule;
    }

    private bool IsView(Node node) => LayoutPlan.IsView(node) && !_layouts.Conversions.Contains(node);

    private CpuKernel Bind(Node node)
    {
        TensorInfo[] infos = node.Operator.InferShapes(_physical.InputsOf(node));
        Operand?[] inputs = [.. node.Inputs.Select(name => name.Length == 0 ? null : OperandOf(name))];
        Operand[] outputs = [.. node.Outputs.Select((name, i) => name.Length == 0 ? Unwanted(infos[i]) : OperandOf(name))];
        if (inputs.Concat(outputs).Any(operand => operand is { IsChannelsLast: true }))
        {
            // Where both layouts are the same in memory, let the kernel see one of them only.
            inputs = [.. inputs.Select(operand => operand is null ? null : AsChannelsLast(operand))];
            outputs = [.. outputs.Select(AsChannelsLast)];
        }

        if (_firstChannels.TryGetValue(node, out int channel))
            outputs[0] = outputs[0] with { FirstChannel = channel };
        var context = new KernelContext(node.Operator, inputs, outputs, _team, _scratch);
        if (_layouts.Conversions.Contains(node))
            return LayoutKernel.Create(context);
        if (KernelTable.Find(node, _physical, out LayoutRule rule) is not { } entry)
            return new ReferenceKernel(context);
        // The plan brings there all but constants; such a first input is one that was too much to compute with early.
        if (rule == LayoutRule.ChannelsLast)
            context.Input(0, Layout.ChannelsLast);
        return entry.Create(context, _width);
    }

    private static Operand AsChannelsLast(Operand operand) =>
        operand.Shape.Rank < 3 || LayoutPlan.HasLayouts(operand.Shape) ? operand : operand with { Layout = Layout.ChannelsLast };

    private Operand OperandOf(string name) =>
        new(TensorOf(name), LayoutPlan.LayoutOf(name), _physical.Values[name].IsConstant);

    // An output nobody wants still needs a place to be written to.
    private static Operand Unwanted(TensorInfo info) =>
        new(Tensor.Create(info.DataType, info.Shape), Layout.Planar, IsConstant: false);

    private Tensor TensorOf(string name)
    {
        TensorInfo info = _physical.Values[name];
        return info.Value ?? Tensor.Create(info.DataType, info.Shape, _arena, _buffers.Offsets[name]);
    }
}
