namespace VisionPlugin.Execution.Comparison;

/// <summary>Counts layers over all backends, and tells.</summary>
/// <param name="tell">Is told; null for nobody.</param>
/// <param name="layers">Number of layers.</param>
/// <param name="backends">Number of backends.</param>
internal sealed class ProgressCounter(Action<ComparisonProgress>? tell, int layers, int backends)
{
    private int _done;

    /// <summary>The first backend is at work: so much of it is done, 0 to 1.</summary>
    public void Show(BackendType backend, double share, string layer)
    {
        _done = (int)(share * layers);
        Tell(backend, layer);
        _done = layers;
    }

    /// <summary>The next layer of a later backend begins.</summary>
    public void Next(BackendType backend, string layer)
    {
        Tell(backend, layer);
        _done++;
    }

    private void Tell(BackendType backend, string layer) =>
        tell?.Invoke(new ComparisonProgress(backend, layer, _done, layers * backends));
}
