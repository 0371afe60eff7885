using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// A compiled graph bound to memory and kernels of one backend. Steps run in order; running them allocates nothing.
/// Not thread-safe.
/// </summary>
public interface IPlan : IDisposable
{
    /// <summary>The graph that this plan runs.</summary>
    CompiledGraph Graph { get; }

    /// <summary>Number of steps of one run.</summary>
    int StepCount { get; }

    /// <summary>Bytes of memory for activations: the arena that all values share over time.</summary>
    long ActivationBytes { get; }

    /// <summary>
    /// True once the plan's memory is gone for good, because the device that held it has lost its context and goes on in
    /// another. It can only be disposed; a worker makes another plan.
    /// </summary>
    bool IsStale => false;

    /// <summary>
    /// Called before the inputs of a run are set, so that a backend can do once a run what would cost too much once a
    /// step (a GPU backend saves the host's state). Every call is followed by <see cref="EndRun"/>. Optional.
    /// </summary>
    void BeginRun()
    {
    }

    /// <summary>Called when all steps of a run, or those for which there was time, have been submitted.</summary>
    void EndRun()
    {
    }

    /// <summary>
    /// Copies (or, for a tensor of the same device, takes over) an input. <paramref name="index"/> counts
    /// <see cref="Model.Inputs"/>; type and shape are those of the graph.
    /// </summary>
    void SetInput(int index, Tensor tensor);

    /// <summary>
    /// False while a step would have to wait for a device to finish earlier ones. A run in slices ends its slice there.
    /// Never blocks. Called between <see cref="BeginRun"/> and <see cref="EndRun"/>, when all steps before have run.
    /// </summary>
    bool IsReady(int step) => true;

    /// <summary>Runs one step. On a GPU it is submitted, not awaited.</summary>
    void RunStep(int step);

    /// <summary>
    /// An output by its index in <see cref="Model.Outputs"/>. It belongs to the plan and is valid until the next run.
    /// </summary>
    Tensor PeekOutput(int index);
}
