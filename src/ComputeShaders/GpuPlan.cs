using System.Collections.Immutable;
using System.Diagnostics;
using System.Text;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// A graph on the GPU: one buffer that all activations share over time, one with all constants, and for each node the
/// dispatches that compute it.
/// </summary>
internal sealed class GpuPlan : IPlan, IStepCosts
{
    private readonly GlDevice _device;
    private readonly int _generation;
    private readonly GlStateGuard _state;
    private readonly GlTouches _touches;
    private readonly GpuMemory _memory;
    private readonly GpuCommand[][] _steps;
    private readonly GpuUpload[] _inputs;
    private readonly Tensor?[] _constants;
    private readonly GpuOutput?[] _outputs;
    private readonly GpuStepCosts _costs;
    private readonly byte[] _name;
    private readonly byte[][] _stepNames;
    private bool _inputsAreSet;
    private bool _isGrouped;

    /// <summary>Chooses kernels, compiles them, allocates memory and uploads the constants.</summary>
    /// <param name="device">The device.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="rewrite">Changes each kernel before it is compiled, for tests.</param>
    public GpuPlan(GlDevice device, CompiledGraph graph, Func<GpuKernel, GpuKernel>? rewrite = null)
    {
        (_device, _generation, _state) = (device, device.Generation, device.State);
        Graph = graph;
        bool texels = GpuTexels.Wanted(device);
        using GlStateGuard.Scope guard = _state.Enter(GlTouches.Dispatches);
        GpuPlanBuilder builder = Build(texels);
        GpuMemory.Layout layout = GpuMemory.Plan(device, builder.Blocks);
        if (texels && !(GpuTexels.Fits(device, layout.ArenaBytes) && GpuTexels.Fits(device, layout.ConstantBytes)))
        {
            texels = false;
            builder = Build(texels);
            layout = GpuMemory.Plan(device, builder.Blocks);
        }

        _touches = GlTouches.Dispatches | (texels ? GlTouches.Images : 0);
        _memory = new GpuMemory(device, layout, texels, graph.Model.Name);
        try
        {
            _steps = [.. builder.Steps.Select(commands => commands.Select(c =>
                Resolve(rewrite?.Invoke(c.Kernel) ?? c.Kernel, c.Blocks, texels)).ToArray())];
        }
        catch
        {
            _memory.Dispose();
            throw;
        }

        _inputs = [.. graph.Model.Inputs.Select(input =>
            new GpuUpload(device, graph.Values[input.Name], _memory.Range(builder.LinearBlock(input.Name))))];
        _constants = [.. graph.Model.Outputs.Select(output => graph.Values[output].Value)];
        _outputs = [.. graph.Model.Outputs.Select((output, i) => _constants[i] is not null ? null
            : new GpuOutput(device, graph.Values[output], _memory.Range(builder.LinearBlock(output), texels)))];

        _costs = new GpuStepCosts(device, _steps.Length);
        _name = Encoding.UTF8.GetBytes($"VisionPlugin: {graph.Model.Name}");
        _stepNames = [.. graph.Model.Nodes.Select(node => Encoding.UTF8.GetBytes(NameOf(node)))];

        if (!_costs.HasClock)
            CalibrateBlocking();

        GpuPlanBuilder Build(bool texelBuffers) =>
            new(graph, new GpuTraits(device.Info.IsSoftware, texelBuffers, device.Limits.StorageBytes));
    }

    /// <inheritdoc/>
    public CompiledGraph Graph { get; }

    /// <inheritdoc/>
    public int StepCount => _steps.Length;

    /// <inheritdoc/>
    public long ActivationBytes => _memory.ArenaBytes;

    /// <summary>Bytes of repacked weights and tables.</summary>
    public long ConstantBytes => _memory.ConstantBytes;

    /// <summary>The dispatches of each step, for tests and benchmarks.</summary>
    public IReadOnlyList<IReadOnlyList<GpuCommand>> Steps => _steps;

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
    public Tensor PeekOutput(int index)
    {
        _inputsAreSet = false;
        return _constants[index] ?? _outputs[index]!.Current;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _costs.Dispose();
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

    // Without a clock costs cannot be learned later; zeros are as good an input as any.
    private void CalibrateBlocking()
    {
        try
        {
            _memory.ClearArena();
            for (int step = 0; step < _steps.Length; step++)
                _costs.Calibrate(step, RunCommands);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    // As in "Conv conv1 [1, 64, 111, 111]": what it is, which one, and how large.
    private string NameOf(Node node) =>
        $"{node.Operator.Name} {node.Name} {Graph.OutputsOf(node).FirstOrDefault(o => o.IsPresent).Shape}";

    private GpuCommand Resolve(GpuKernel kernel, ImmutableArray<GpuBlock> blocks, bool texels)
    {
        Debug.Assert(kernel.Bindings.Length <= GpuKernel.MaxBindings && kernel.GroupSize <= GpuKernel.MaxGroupSize);
        return new GpuCommand(_device, kernel, texels,
            [.. blocks.Select((block, slot) => _memory.Range(block, texels && kernel.Bindings[slot].Vectors))]);
    }
}
