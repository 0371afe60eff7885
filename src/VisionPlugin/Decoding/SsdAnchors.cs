using System.Collections.Immutable;

namespace VisionPlugin.Decoding;

/// <summary>
/// The anchors of a single-shot detector, generated as MediaPipe's SsdAnchorsCalculator and TensorFlow's
/// multiple-grid generator do: layer i of n has the scale min + (max - min) * i / (n - 1); an anchor of scale s and
/// aspect ratio r has the size (s * sqrt(r), s / sqrt(r)), as a part of the input; consecutive layers of one stride
/// share their cells. (Liu et al., "SSD", 2016.)
/// </summary>
public sealed record SsdAnchors
{
    /// <summary>Input pixels a cell of each layer.</summary>
    public required ImmutableArray<int> Strides { get; init; }

    /// <summary>Scale of the first layer.</summary>
    public float MinScale { get; init; } = 0.2f;

    /// <summary>Scale of the last layer.</summary>
    public float MaxScale { get; init; } = 0.95f;

    /// <summary>Aspect ratios, width to height.</summary>
    public ImmutableArray<float> AspectRatios { get; init; } = [1];

    /// <summary>
    /// Aspect ratio of one more anchor, whose scale is the geometric mean of the layer's and the next one's; 0 for none.
    /// </summary>
    public float InterpolatedAspectRatio { get; init; } = 1;

    /// <summary>True if the first layer has just three anchors: (0.1, 1), (scale, 2), (scale, 0.5).</summary>
    public bool ReduceLowestLayer { get; init; }

    /// <summary>True if every anchor has the size of the whole input, as in BlazeFace.</summary>
    public bool FixedSize { get; init; }

    /// <summary>Where in its cell an anchor's centre is.</summary>
    public float Offset { get; init; } = 0.5f;

    /// <summary>The anchor sizes of each grid, as parts of the input.</summary>
    internal ImmutableArray<(int Stride, ImmutableArray<Anchor> Sizes)> Grids()
    {
        var grids = ImmutableArray.CreateBuilder<(int, ImmutableArray<Anchor>)>();
        for (int i = 0; i < Strides.Length;)
        {
            int stride = Strides[i];
            var sizes = ImmutableArray.CreateBuilder<Anchor>();
            for (; i < Strides.Length && Strides[i] == stride; i++)
                AddLayer(i, sizes);
            grids.Add((stride, sizes.ToImmutable()));
        }

        return grids.ToImmutable();
    }

    private void AddLayer(int layer, ImmutableArray<Anchor>.Builder sizes)
    {
        float scale = ScaleOf(layer);
        if (layer == 0 && ReduceLowestLayer)
        {
            sizes.AddRange(SizeOf(0.1f, 1), SizeOf(scale, 2), SizeOf(scale, 0.5f));
            return;
        }

        foreach (float ratio in AspectRatios)
            sizes.Add(SizeOf(scale, ratio));
        if (InterpolatedAspectRatio > 0)
        {
            float next = layer == Strides.Length - 1 ? 1 : ScaleOf(layer + 1);
            sizes.Add(SizeOf(MathF.Sqrt(scale * next), InterpolatedAspectRatio));
        }
    }

    private float ScaleOf(int layer) => Strides.Length == 1 ? (MinScale + MaxScale) / 2
        : MinScale + ((MaxScale - MinScale) * layer / (Strides.Length - 1));

    private Anchor SizeOf(float scale, float ratio) =>
        FixedSize ? new Anchor(1, 1) : new Anchor(scale * MathF.Sqrt(ratio), scale / MathF.Sqrt(ratio));
}
