using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;
using VisionPlugin.Graphs;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// A plan in the making: kernels are chosen and weights repacked by a thread of the pool; then, on the device's thread,
/// memory is allocated, the weights uploaded a megabyte at a time, the programs compiled, and each step tried once.
/// </summary>
internal sealed class GpuPlanPreparation : IPlanPreparation
{
    private const int UploadBytes = 1 << 20;
    private const ulong WaitNanoseconds = 200_000;

    private readonly GlDevice _device;
    private readonly int _generation;
    private readonly Task<GpuPlanDraft> _draft;
    private GpuMemory? _memory;
    private ProgramBatch? _programs;
    private GpuPlan? _plan;
    private GlFence _fence;
    private int _tried;
    private bool _isTaken;

    /// <summary>Begins, on the device's thread.</summary>
    public GpuPlanPreparation(GlDevice device, CompiledGraph graph)
    {
        (_device, _generation) = (device, device.Generation);
        device.Verify(_generation);
        GpuPlanDraft.Target target = GpuPlanDraft.Target.Of(device);
        _draft = Task.Run(() => new GpuPlanDraft(graph, target));
    }

    /// <inheritdoc/>
    public WarmUpProgress Progress
    {
        get
        {
            if (_memory is null || _programs is null)
                return new WarmUpProgress(0, 1);
            int uploads = Pieces(_memory.ConstantBytes);
            int uploaded = _plan is null ? Math.Min(Pieces(_memory.UploadedBytes), uploads) : uploads;
            int steps = _draft.Result.Graph.Model.Nodes.Length;
            return new WarmUpProgress(1 + uploaded + _programs.Done + _tried, 1 + uploads + _programs.Total + steps);
        }
    }

    /// <inheritdoc/>
    public bool IsComplete => _plan is not null && _tried == _plan.StepCount && !_fence.IsPending;

    /// <inheritdoc/>
    public bool IsStale => _generation != _device.Generation;

    /// <inheritdoc/>
    public bool MoveNext()
    {
        _device.ThrowIfLost();
        _device.Verify(_generation);
        if (!_draft.IsCompleted)
            return false;
        using GlStateGuard.Scope guard = _device.State.Enter(GlTouches.Dispatches | GlTouches.Images);
        if (_memory is null)
            Allocate(_draft.GetAwaiter().GetResult());
        else if (_plan is not null)
            return TryOutNext(_plan);
        else if (!_memory.TryUpload(UploadBytes))
            return CompileNext(_programs!);
        return true;
    }

    /// <inheritdoc/>
    public IPlan Take()
    {
        _isTaken = true;
        return _plan!;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        ((IAsyncResult)_draft).AsyncWaitHandle.WaitOne();
        _fence.Delete(_device);
        if (_isTaken)
            return;
        if (_plan is not null)
            _plan.Dispose();
        else
            _memory?.Dispose();
        (_plan, _memory) = (null, null);
    }

    private static int Pieces(long bytes) => (int)((bytes + UploadBytes - 1) / UploadBytes);

    private void Allocate(GpuPlanDraft draft)
    {
        _programs = new ProgramBatch(_device.Programs);
        foreach ((GpuKernel kernel, _) in draft.Builder.Steps.SelectMany(step => step))
            _programs.Add(kernel.Shader, GpuCommand.DefinesOf(kernel, draft.Texels));
        _memory = new GpuMemory(_device, draft.Layout, draft.Graph.Model.Name);
    }

    private bool CompileNext(ProgramBatch programs)
    {
        if (!programs.IsComplete)
            return programs.MoveNext();
        GpuMemory memory = _memory!;
        _plan = new GpuPlan(_device, _draft.Result, memory);
        return true;
    }

    // One step at a time is under way: the host's own commands wait for no more than that.
    private bool TryOutNext(GpuPlan plan)
    {
        if (_fence.IsPending && !_fence.WaitBlocking(_device, WaitNanoseconds))
            return false;
        _fence.Delete(_device);
        plan.UpdateCosts();
        if (_tried == plan.StepCount)
            return true;
        if (plan.HasClock)
        {
            plan.TryOut(_tried++);
            _fence = GlFence.Insert(_device);
        }
        else
        {
            plan.TryOutBlocking(_tried++);
        }

        return true;
    }
}
