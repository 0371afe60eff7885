using System.Collections.Immutable;
using System.Diagnostics;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// A graph on the GPU: one buffer that all activations share over time, one with all constants, and for each node the
/// dispatches that compute it.
/// </summary>
internal sealed class GpuPlan : IPlan
{
    private readonly GlDevice _device;
    private readonly GpuMemory _memory;
    private readonly GpuCommand[][] _steps;
    private readonly GpuUpload[] _inputs;
    private readonly Tensor?[] _constants;
    private readonly GpuOutput?[] _outputs;
    private bool _inputsAreSet;

    /// <summary>Chooses kernels, compiles them, allocates memory and uploads the constants.</summary>
    /// <param name="device">The device.</param>
    /// <param name="graph">The graph.</param>
    /// <param name="rewrite">Changes each kernel before it is compiled, for tests.</param>
    public GpuPlan(GlDevice device, CompiledGraph graph, Func<GpuKernel, GpuKernel>? rewrite = null)
    {
        _device = device;
        Graph = graph;
        using GlStateGuard.Scope guard = device.State.Enter();
        bool texels = GpuTexels.Wanted(device);
        GpuPlanBuilder builder = Build(texels);
        GpuMemory.Layout layout = GpuMemory.Plan(device, builder.Blocks);
        if (texels && !(GpuTexels.Fits(device, layout.ArenaBytes) && GpuTexels.Fits(device, layout.ConstantBytes)))
        {
            texels = false;
            builder = Build(texels);
            layout = GpuMemory.Plan(device, builder.Blocks);
        }

        _memory = new GpuMemory(device, layout, texels);
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
            : new GpuOutput(device, graph.Values[output], _memory.Range(builder.LinearBlock(output))))];

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
    public void BeginRun()
    {
        _device.ThrowIfLost();
        _device.State.Enter();
    }

    /// <inheritdoc/>
    public void EndRun() => new GlStateGuard.Scope(_device.State).Dispose();

    /// <inheritdoc/>
    public void SetInput(int index, Tensor tensor)
    {
        using GlStateGuard.Scope guard = _device.State.Enter();
        StartRun();
        _inputsAreSet = true;
        _inputs[index].Set(tensor);
    }

    /// <inheritdoc/>
    public void RunStep(int step)
    {
        using GlStateGuard.Scope guard = _device.State.Enter();
        if (step == 0)
        {
            StartRun();
            _inputsAreSet = false;
        }

        foreach (GpuCommand command in _steps[step])
            command.Run(_device);
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
        using GlStateGuard.Scope guard = _device.State.Enter();
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

    private GpuCommand Resolve(GpuKernel kernel, ImmutableArray<GpuBlock> blocks, bool texels)
    {
        Debug.Assert(kernel.Bindings.Length <= GpuKernel.MaxBindings && kernel.GroupSize <= GpuKernel.MaxGroupSize);
        return new GpuCommand(_device, kernel, texels,
            [.. blocks.Select((block, slot) => _memory.Range(block, texels && kernel.Bindings[slot].Vectors))]);
    }
}
