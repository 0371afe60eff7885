using VisionPlugin.Components;
using VisionPlugin.DemoApp.Sheets;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Tests.Sheets;

public class LayerSheetTests
{
    // Two maps of 2 x 2 are drawn 256 pixels wide: a quarter is this many.
    private const int Quarter = 128 * 128;

    [Fact]
    public void Each_channel_or_the_whole_layer_has_a_scale()
    {
        float[] values = [0, 1, 1, 0, 0, 4, 4, 0];
        Picture own = Draw(values, [1, 2, 2, 2], ActivationRange.Channel), shared = Draw(values, [1, 2, 2, 2], ActivationRange.Layer);
        Assert.InRange(Count(own, 255, 255, 255) - (4 * Quarter), 0, 100);
        Assert.InRange(Count(shared, 255, 255, 255) - (2 * Quarter), 0, 100);
        Assert.InRange(Count(shared, 64, 64, 64) - (2 * Quarter), 0, 100);
        Assert.Equal(0, Count(own, 255, 0, 255));
    }

    [Fact]
    public void What_is_no_number_is_magenta()
    {
        Picture picture = Draw([0, 1, float.NaN, float.PositiveInfinity, 0, 1, 2, float.NegativeInfinity], [1, 2, 2, 2], ActivationRange.Channel);
        Assert.Equal(3 * Quarter, Count(picture, 255, 0, 255));
        Assert.True(Count(Draw([1, float.NaN, -1], [1, 3], ActivationRange.Layer), 255, 0, 255) > 500);
        Assert.True(Count(Draw([float.NaN, float.NaN], [1, 2, 1, 1], ActivationRange.Layer), 255, 0, 255) > 500);
    }

    [Fact]
    public void Vectors_are_bars_from_zero_to_both_sides()
    {
        Picture picture = Draw([2, -1, 0, 1], [1, 4, 1, 1], ActivationRange.Layer);
        // Above: 2 and 1 of 3 parts of 96 rows, 23 pixels wide; below: 1 part.
        Assert.InRange(Count(picture, 220, 220, 220) - (23 * (64 + 32)), 0, 50);
        Assert.InRange(Count(picture, 140, 140, 140) - (23 * 32), 0, 50);
    }

    [Theory]
    [InlineData(1, 2048, 1, 1)]
    [InlineData(1, 2048, 7, 7)]
    [InlineData(1, 5000, 2, 2)]
    [InlineData(1, 200_000, 1, 1)]
    [InlineData(1, 1, 1, 100_000)]
    [InlineData(1, 1, 3, 50_000)]
    [InlineData(1, 4, 30_000, 2)]
    [InlineData(1, 64, 300, 500)]
    [InlineData(1, 1, 1, 1)]
    [InlineData(1, 3, 1, 2)]
    public void All_sizes_give_a_picture_of_sensible_size_with_nothing_cut_off(params int[] sizes)
    {
        var shape = new TensorShape(sizes);
        Picture picture = Draw([.. Enumerable.Range(0, shape.Length).Select(i => (float)(i % 7))], shape, ActivationRange.Channel);
        Assert.InRange(picture.Width, 400, 2000);
        Assert.InRange(picture.Height, 60, 3000);
        AssertMarginIsEmpty(picture);
    }

    [Fact]
    public void Long_names_and_strange_ones_are_shortened()
    {
        var layer = new ActivationLayer(new string('W', 4000) + "\n\u0001漢字", "Relu", [1, 1, 2, 2], "node");
        AssertMarginIsEmpty(Draw(layer, [1, 2, 3, 4], ActivationRange.Layer));
    }

    [Fact]
    public void What_is_told_is_counted()
    {
        LayerStatistics s = LayerStatistics.Of([0, 0, 3, -4, float.NaN, 0, 0, 0], 4);
        Assert.Equal((-4, 3, 1, 2), (s.Min, s.Max, s.NotFinite, s.DeadChannels));
        Assert.Equal((5 / 8.0, -1 / 7.0), (s.Zeros, s.Mean));
        Assert.Equal(Math.Sqrt(25 / 7.0), s.Rms, 1e-9);
        Assert.Equal(new LayerStatistics(0, 0, 0, 0, 0, 2, 0), LayerStatistics.Of([float.NaN, float.NaN], 1));
    }

    private static void AssertMarginIsEmpty(Picture picture)
    {
        for (int y = 0; y < picture.Height; y++)
        {
            for (int x = 0; x < picture.Width; x++)
            {
                if (Math.Min(x, picture.Width - 1 - x) < 6 || Math.Min(y, picture.Height - 1 - y) < 6)
                    Assert.Equal(14, picture.Rgba[4 * ((y * picture.Width) + x)]);
            }
        }
    }

    private static Picture Draw(float[] values, TensorShape shape, ActivationRange range) =>
        Draw(new ActivationLayer("layer", "Relu", shape, "node"), values, range);

    private static Picture Draw(ActivationLayer layer, float[] values, ActivationRange range)
    {
        LayerMaps maps = LayerMaps.Of(layer.Shape, areSequences: false);
        return new LayerSheet(ActivationColors.Grey, range).Draw(
            layer, maps, new Tensor<float>(layer.Shape, values), LayerStatistics.Of(values, maps.Channels));
    }

    private static int Count(Picture picture, byte r, byte g, byte b) =>
        Enumerable.Range(0, picture.Width * picture.Height).Count(i => picture.Rgba.AsSpan(4 * i, 3).SequenceEqual([r, g, b]));
}
