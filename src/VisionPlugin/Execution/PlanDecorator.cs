using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution;

/// <summary>
/// A plan that passes everything on to another one; see <see cref="BackendDecorator"/>. Runs in slices ask the inner plan what its
/// steps cost, if it is an <see cref="IStepCosts"/>.
/// </summary>
public abstract class PlanDecorator : IPlan
{
    /// <summary>Stands before another plan.</summary>
    /// <param name="inner">Does the work; disposed with this one.</param>
    protected PlanDecorator(IPlan inner)
    {
        ArgumentNullException.ThrowIfNull(inner);
        Inner = inner;
    }

    /// <summary>What does the work.</summary>
    public IPlan Inner { get; }

    /// <inheritdoc/>
    public CompiledGraph Graph => Inner.Graph;

    /// <inheritdoc/>
    public int StepCount => Inner.StepCount;

    /// <inheritdoc/>
    public long ActivationBytes => Inner.ActivationBytes;

    /// <inheritdoc/>
    public bool IsStale => Inner.IsStale;

    /// <inheritdoc/>
    public virtual void BeginRun() => Inner.BeginRun();

    /// <inheritdoc/>
    public virtual void EndRun() => Inner.EndRun();

    /// <inheritdoc/>
    public virtual void SetInput(int index, Tensor tensor) => Inner.SetInput(index, tensor);

    /// <inheritdoc/>
    public virtual bool IsReady(int step) => Inner.IsReady(step);

    /// <inheritdoc/>
    public virtual void RunStep(int step) => Inner.RunStep(step);

    /// <inheritdoc/>
    public Tensor PeekOutput(int index) => Inner.PeekOutput(index);

    /// <inheritdoc/>
    public void Dispose()
    {
        Inner.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The device's costs of a plan's steps, its own or those of a plan that it stands before; null if none are known.</summary>
    internal static IStepCosts? CostsOf(IPlan plan) => plan switch
    {
        IStepCosts costs => costs,
        PlanDecorator decorator => CostsOf(decorator.Inner),
        _ => null,
    };
}
