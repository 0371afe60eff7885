namespace VisionPlugin.Execution.Comparison;

/// <summary>Counts layers over all backends, and tells.</summary>
/// <param name="tell">Is told; null for nobody.</param>
/// <param name="layers">Number of layers.</param>
/// <param name="backends">Number of backends.</param>
internal sealed class ProgressCounter(Action<ComparisonProgress>? tell, int layers, int backends)
{
    private int _done;

    /// <summary>The first backend is at work on the next layers, so many of which are done.</summary>
    public void Show(BackendType backend, double done, string layer) =>
        tell?.Invoke(new ComparisonProgress(backend, layer, _done + (int)done, layers * backends));

    /// <summary>The first backend is done with so many layers more.</summary>
    public void Add(int count) => _done += count;

    /// <summary>The next layer of a later backend begins.</summary>
    public void Next(BackendType backend, string layer) =>
        tell?.Invoke(new ComparisonProgress(backend, layer, _done++, layers * backends));
}
