using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.ComputeShaders.Kernels;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// A graph on the GPU: one buffer that all activations share over time, one with all constants, and for each node the
/// dispatches that compute it.
/// </summary>
internal sealed class GpuPlan : IPlan, IStepCosts, IStepTimes
{
    private readonly GlDevice _device;
    private readonly int _generation;
    private readonly GlStateGuard _state;
    private readonly GlTouches _touches;
    private readonly GpuMemory _memory;
    private readonly GpuCommand[][] _steps;
    private readonly GpuUpload[] _inputs;
    private readonly Tensor?[] _onHost;
    private readonly GpuOutput?[] _outputs;
    private readonly GpuStepCosts _costs;
    private readonly GpuStepClock _clock;
    private readonly byte[] _name;
    private readonly byte[][] _stepNames;
    private bool _inputsAreSet;
    private bool _isGrouped;

    /// <summary>Makes all of a plan at once. Blocks.</summary>
    /// <param name="device">The device.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="rewrite">Changes each kernel before it is compiled, for tests.</param>
    public GpuPlan(GlDevice device, CompiledGraph graph, Func<GpuKernel, GpuKernel>? rewrite = null)
        : this(device, new GpuPlanDraft(graph, GpuPlanDraft.Target.Of(device)), null, rewrite)
    {
        using GlStateGuard.Scope guard = _state.Enter(_touches);
        try
        {
            while (_memory.TryUpload(int.MaxValue))
            {
            }

            // Without a clock costs cannot be learned later.
            for (int step = 0; !_costs.HasClock && step < _steps.Length; step++)
                TryOutBlocking(step);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Puts a plan together; programs that are not there yet are compiled.</summary>
    /// <param name="device">The device.</param>
    /// <param name="draft">What the plan consists of.</param>
    /// <param name="memory">Its memory, which belongs to the plan from now on; null to allocate it here.</param>
    /// <param name="rewrite">Changes each kernel before it is compiled, for tests.</param>
    public GpuPlan(
        GlDevice device, GpuPlanDraft draft, GpuMemory? memory, Func<GpuKernel, GpuKernel>? rewrite = null)
    {
        (_device, _generation, _state) = (device, device.Generation, device.State);
        CompiledGraph graph = Graph = draft.Graph;
        _touches = GlTouches.Dispatches | (draft.Texels ? GlTouches.Images : 0);
        using GlStateGuard.Scope guard = _state.Enter(_touches);
        _memory = memory ?? new GpuMemory(device, draft.Layout, graph.Model.Name);
        try
        {
            (GpuKernel Kernel, ImmutableArray<GpuBlock> Blocks)[][] steps = [.. draft.Builder.Steps.Select(commands =>
                commands.Select(c => (rewrite?.Invoke(c.Kernel) ?? c.Kernel, c.Blocks)).ToArray())];
            // A driver that compiles in parallel gets all programs before the first is waited for.
            foreach ((GpuKernel kernel, _) in device.Programs.CompilesInParallel ? steps.SelectMany(s => s) : [])
                device.Programs.Begin(kernel.Shader, GpuCommand.DefinesOf(kernel, draft.Texels));
            _steps = [.. steps.Select(commands =>
                commands.Select(c => Resolve(c.Kernel, c.Blocks, draft.Texels)).ToArray())];
        }
        catch
        {
            _memory.Dispose();
            throw;
        }

        _inputs = [.. graph.Model.Inputs.Select(input =>
            new GpuUpload(device, graph.Values[input.Name], _memory.Range(draft.Builder.LinearBlock(input.Name)),
            IsIndices(graph, input.Name)))];
        // Constants, and inputs that are outputs too and would not come back from the GPU as they went there.
        _onHost = [.. graph.Model.Outputs.Select(OnHost)];
        _outputs = [.. graph.Model.Outputs.Select((output, i) => _onHost[i] is not null ? null
            : new GpuOutput(
                device, graph.Values[output], draft.Texels
                    ? _memory.TexelRange(draft.Builder.LinearBlock(output), GpuFormat.Singles)
                    : _memory.Range(draft.Builder.LinearBlock(output))))];

        Tensor? OnHost(string output) => graph.Values[output].Value
            ?? _inputs.Where((_, i) => graph.Model.Inputs[i].Name == output).FirstOrDefault()?.Copy;

        _costs = new GpuStepCosts(device, _steps.Length);
        _clock = new GpuStepClock(device, !device.Info.IsSoftware);
        _name = Encoding.UTF8.GetBytes($"VisionPlugin: {graph.Model.Name}");
        _stepNames = [.. graph.Model.Nodes.Select(node => Encoding.UTF8.GetBytes(NameOf(node)))];
    }

    /// <inheritdoc/>
    public CompiledGraph Graph { get; }

    /// <inheritdoc/>
    public int StepCount => _steps.Length;

    /// <inheritdoc/>
    public long ActivationBytes => _memory.ArenaBytes;

    /// <summary>Bytes of repacked weights and tables.</summary>
    public long ConstantBytes => _memory.ConstantBytes;

    /// <summary>True if the device has a clock to learn costs by while the plan runs.</summary>
    public bool HasClock => _costs.HasClock;

    /// <summary>The dispatches of each step, for tests and benchmarks.</summary>
    public IReadOnlyList<IReadOnlyList<GpuCommand>> Steps => _steps;

    /// <inheritdoc/>
    public StepClock Clock => _clock.Kind;

    /// <inheritdoc/>
    public bool IsStale => _generation != _device.Generation;

    /// <inheritdoc/>
    public TimeSpan? CostOf(int step) => _costs.CostOf(step);

    /// <inheritdoc/>
    public void BeginRun()
    {
        _device.ThrowIfLost();
        _state.Enter(_touches);
        try
        {
            _costs.Update();
        }
        catch
        {
            _state.Leave();
            throw;
        }

        _isGrouped = _device.MarksSteps && _device.Debug.TryBeginGroup(_name);
    }

    /// <inheritdoc/>
    public void EndRun()
    {
        if (_isGrouped && _device.IsAlive(_generation))
            _device.Debug.EndGroup();
        _isGrouped = false;
        _state.Leave();
    }

    /// <inheritdoc/>
    public void SetInput(int index, Tensor tensor)
    {
        using GlStateGuard.Scope guard = _state.Enter(_touches);
        StartRun();
        _inputsAreSet = true;
        _inputs[index].Set(tensor);
    }

    /// <inheritdoc/>
    public void RunStep(int step)
    {
        using GlStateGuard.Scope guard = _state.Enter(_touches);
        if (step == 0)
        {
            StartRun();
            _inputsAreSet = false;
        }

        if (_device.MarksSteps && _device.Debug.TryBeginGroup(_stepNames[step]))
        {
            try
            {
                RunCommands(step);
            }
            finally
            {
                _device.Debug.EndGroup();
            }
        }
        else
        {
            RunCommands(step);
        }
    }

    /// <inheritdoc/>
    public Node NodeOf(int step) => Graph.Model.Nodes[step];

    /// <inheritdoc/>
    public TimeSpan RunTimed(int step)
    {
        using GlStateGuard.Scope guard = _state.Enter(_touches);
        return _clock.TimeBlocking(step, RunStep);
    }

    /// <inheritdoc/>
    public Tensor PeekOutput(int index)
    {
        _inputsAreSet = false;
        return _onHost[index] ?? _outputs[index]!.Current;
    }

    /// <summary>
    /// Submits a step on whatever lies in memory, at the first step on zeros, before the first run. What a driver puts
    /// off to the first use of a program happens here, and the step's cost becomes known.
    /// </summary>
    public void TryOut(int step)
    {
        using GlStateGuard.Scope guard = _state.Enter(_touches);
        if (step == 0)
            _memory.ClearArena();
        _costs.Begin();
        RunCommands(step);
    }

    /// <summary>Learns from those steps that were tried and are done. Never blocks.</summary>
    public void UpdateCosts() => _costs.Update();

    /// <summary>As <see cref="TryOut"/>; waits for the GPU, and so measures what a step costs without its clock.</summary>
    public void TryOutBlocking(int step)
    {
        using GlStateGuard.Scope guard = _state.Enter(_touches);
        if (step == 0)
            _memory.ClearArena();
        _costs.Calibrate(step, RunCommands);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _costs.Dispose();
        _clock.Dispose();
        foreach (GpuOutput? output in _outputs)
            output?.Dispose();
        _memory.Dispose();
    }

    // What was read back of earlier runs stays theirs: each run gets the next tensor of every output's ring.
    private void StartRun()
    {
        if (_inputsAreSet)
            return;
        foreach (GpuOutput? output in _outputs)
            output?.Advance();
    }

    private void RunCommands(int step)
    {
        bool isTimed = _costs.TryBegin(step);
        foreach (GpuCommand command in _steps[step])
            command.Run(_device);
        if (isTimed)
            _costs.End();
    }

    private static bool IsIndices(CompiledGraph graph, string input) => !graph.Model.Outputs.Contains(input)
        && graph.Model.Nodes.All(node => node.Inputs.Select((name, i) => name != input || KernelTable.IsIndices(node, i))
            .All(fits => fits));

    // As in "Conv conv1 [1, 64, 111, 111]": what it is, which one, and how large.
    private string NameOf(Node node) =>
        $"{node.Operator.Name} {node.Name} {Graph.OutputsOf(node).FirstOrDefault(o => o.IsPresent).Shape}";

    private GpuCommand Resolve(GpuKernel kernel, ImmutableArray<GpuBlock> blocks, bool texels)
    {
        Debug.Assert(kernel.Bindings.Length <= GpuKernel.MaxBindings && kernel.GroupSize <= GpuKernel.MaxGroupSize);
        return new GpuCommand(_device, kernel, texels,
            [.. blocks.Select((block, slot) => texels && kernel.Bindings[slot].Vectors
                ? _memory.TexelRange(block, kernel.FormatOf(slot))
                : _memory.Range(block))]);
    }
}
