namespace VisionPlugin.Execution;

/// <summary>A preparation whose plan is decorated when it is taken.</summary>
internal sealed class DecoratedPreparation(IPlanPreparation inner, Func<IPlan, IPlan> decorate) : IPlanPreparation
{
    public WarmUpProgress Progress => inner.Progress;

    public bool IsComplete => inner.IsComplete;

    public bool IsStale => inner.IsStale;

    public bool MoveNext() => inner.MoveNext();

    public IPlan Take() => decorate(inner.Take());

    public void Dispose() => inner.Dispose();
}
