using System.Collections.Immutable;
using System.Globalization;
using VisionPlugin.Decoding;

namespace VisionPlugin.Cards.Recognition;

/// <summary>The grids that detectors predict on: their number of places tells a head by its shape.</summary>
internal static class Grids
{
    // Without and with a grid for large objects, and with one for small objects.
    private static readonly ImmutableArray<ImmutableArray<int>> Usual = [[8, 16, 32], [8, 16, 32, 64], [4, 8, 16, 32]];

    /// <summary>Strides of the grids with this many places, <paramref name="anchors"/> a cell; default if there are none.</summary>
    public static ImmutableArray<int> Find(int count, int anchors, ImageInput input) =>
        Usual.FirstOrDefault(strides => Count(strides, anchors, input) == count);

    /// <summary>Places of the usual three grids, as text.</summary>
    public static string Usually(int anchors, ImageInput input) =>
        Count(Usual[0], anchors, input).ToString(CultureInfo.InvariantCulture);

    /// <summary>Where a number of places comes from: <c>8400 cells of 8, 16, 32 pixels in 640 x 640</c>.</summary>
    public static string Explain(ImmutableArray<int> strides, int anchors, ImageInput input)
    {
        string places = anchors == 1 ? "cells" : string.Create(CultureInfo.InvariantCulture, $"anchors, {anchors} in each cell");
        return string.Create(CultureInfo.InvariantCulture,
            $"{Count(strides, anchors, input)} {places} of {string.Join(", ", strides)} pixels in {input.Width} x {input.Height}");
    }

    private static long Count(ImmutableArray<int> strides, int anchors, ImageInput input) =>
        GridLevels.Count([.. strides.Select(s => new GridLevel(s, anchors))], input.Width, input.Height);
}
