using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Execution.Comparison;

/// <summary>Keeps the values of the layers that are nearest to the tolerance or beyond, and of no others.</summary>
/// <param name="most">How many.</param>
internal sealed class WorstLayers(int most)
{
    // The worst first; of equals the first to come.
    private readonly List<(string Value, LayerDifference Layer, Tensor Expected, Tensor Actual)> _kept = [];

    /// <summary>Takes a layer if it is one of the worst so far; each layer on its worst backend only.</summary>
    public void Offer(string value, LayerDifference layer, Tensor expected, Tensor actual)
    {
        double part = layer.Alone.PartOfTolerance;
        if (most == 0 || part == 0)
            return;
        int same = _kept.FindIndex(k => k.Value == value);
        if (same >= 0 && _kept[same].Layer.Alone.PartOfTolerance >= part)
            return;
        if (same >= 0)
            _kept.RemoveAt(same);
        int at = _kept.FindIndex(k => k.Layer.Alone.PartOfTolerance < part);
        _kept.Insert(at < 0 ? _kept.Count : at, (value, layer, expected, actual));
        if (_kept.Count > most)
            _kept.RemoveAt(most);
    }

    /// <summary>The layers that were kept.</summary>
    public ImmutableArray<LayerValues> Of(ImmutableArray<LayerComparison> layers) =>
        [.. _kept.Select(k => new LayerValues(layers.First(l => l.Value == k.Value), k.Layer, k.Expected, k.Actual))];
}
