using System.Runtime.InteropServices;
using VisionPlugin.Components;
using VisionPlugin.Components.Activations;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Components.Activations;

public class ActivationPainterTests
{
    [Theory]
    [InlineData(1, 7, 5, 100, 40)]
    [InlineData(64, 56, 56, 640, 480)]
    [InlineData(1000, 1, 1, 64, 64)]
    [InlineData(3, 200, 200, 50, 20)]
    [InlineData(512, 14, 14, 30, 30)]
    public void Maps_lie_inside_the_picture_in_their_proportions(
        int count, int mapWidth, int mapHeight, int width, int height)
    {
        TileGrid grid = TileGrid.Fit(count, mapWidth, mapHeight, width, height);
        Assert.True(grid.Columns * grid.Rows >= count);
        Assert.InRange((grid.Columns * (grid.Width + grid.Gap)) - grid.Gap, 1, width);
        Assert.InRange((grid.Rows * (grid.Height + grid.Gap)) - grid.Gap, 1, height);
        Assert.InRange((grid.Width + 1) * mapHeight, grid.Height * mapWidth, int.MaxValue);
        Assert.InRange((grid.Height + 1) * mapWidth, grid.Width * mapHeight, int.MaxValue);
    }

    [Fact]
    public void A_picture_without_a_pixel_for_each_map_is_refused() =>
        Assert.Throws<ArgumentException>(() => TileGrid.Fit(101, 4, 4, 10, 10));

    [Fact]
    public void Values_that_are_there_already_are_drawn_on_any_scale()
    {
        byte[] rgba = new byte[16];
        ActivationPicture.Draw([0, 1, 4, float.NaN], [1, 4], (0, 2), rgba, 4, 1, ActivationColors.Grey);
        Assert.Equal(new byte[] { 0, 128, 255, 255 }, new[] { rgba[0], rgba[4], rgba[8], rgba[12] });
        Assert.Equal(0, rgba[13]);
        Assert.Throws<ArgumentException>(() => ActivationPicture.Draw([0, 1], [1, 4], null, rgba, 4, 1));
        Assert.Throws<ArgumentException>(() => ActivationPicture.Draw([0, 1, 2, 3], [4, 1, 1, 1], null, rgba, 4, 1));
        Assert.Throws<ArgumentException>(() => ActivationPicture.Draw([0, 1, 2, 3], [1, 4], null, rgba, 5, 1));
    }

    [Fact]
    public void Each_channel_or_the_whole_layer_has_a_scale()
    {
        // Two maps of 2 x 1: 0, 1 and 0, 4.
        float[] values = [0, 1, 0, 4];
        Assert.Equal([0, 255, 0, 255], Greys(values, [1, 2, 1, 2], 2, 2, ActivationRange.Channel));
        Assert.Equal([0, 64, 0, 255], Greys(values, [1, 2, 1, 2], 2, 2, ActivationRange.Layer));
        Assert.Equal([0, 64, 0, 255], Greys(values, [2, 1, 2], 2, 2, ActivationRange.Layer));
        Assert.Equal([0, 64, 0, 255], Greys(values, [1, 4], 4, 1, ActivationRange.Layer));
        Assert.Equal([0, 0], Greys([3, 3], [1, 1, 1, 2], 2, 1, ActivationRange.Channel));
        float[] wide = [float.MinValue, 0, float.MaxValue];
        Assert.Equal([0, 128, 255], Greys(wide, [1, 1, 1, 3], 3, 1, ActivationRange.Channel));
    }

    [Fact]
    public void What_is_no_number_is_magenta_and_leaves_the_scale_alone()
    {
        byte[] pixels = Draw([1, float.NaN, 2, float.PositiveInfinity], [1, 1, 1, 4], 4, 1, ActivationRange.Layer);
        Assert.Equal([0, 0, 0, 255, 255, 0, 255, 255, 255, 255, 255, 255, 255, 0, 255, 255], pixels);
        pixels = Draw([float.NaN, float.NaN], [1, 1, 1, 2], 2, 1, ActivationRange.Layer);
        Assert.Equal([255, 0, 255, 255, 255, 0, 255, 255], pixels);
    }

    [Fact]
    public void Maps_are_enlarged_without_blurring_and_kept_apart()
    {
        byte[] pixels = Draw([0, 1, 1, 0], [1, 4, 1, 1], 9, 9, ActivationRange.Layer);
        for (int y = 0; y < 9; y++)
        {
            for (int x = 0; x < 9; x++)
            {
                bool gap = x == 4 || y == 4;
                byte grey = (x < 4) == (y < 4) ? (byte)0 : (byte)255;
                byte[] expected = gap ? [14, 14, 14, 255] : [grey, grey, grey, 255];
                Assert.Equal(expected, pixels.AsSpan(4 * ((9 * y) + x), 4).ToArray());
            }
        }
    }

    [Fact]
    public void Nothing_is_written_between_rows()
    {
        byte[] pixels = new byte[3 * 20];
        Array.Fill(pixels, (byte)7);
        ActivationPainter.Draw([0, 1], [1, 1, 1, 2], pixels, (2, 3, 20), ActivationColors.Heat, ActivationRange.Layer);
        for (int y = 0; y < 3; y++)
        {
            Assert.Equal(-1, pixels.AsSpan((20 * y) + 8, 12).IndexOfAnyExcept((byte)7));
            Assert.Equal(255, pixels[(20 * y) + 7]);
        }
    }

    [Fact]
    public void Colours_tell_levels_apart_and_grow_brighter()
    {
        int last = -1;
        var seen = new HashSet<uint>();
        Span<byte> rgba = stackalloc byte[4];
        foreach (uint color in Palette.Of(ActivationColors.Heat))
        {
            MemoryMarshal.Write(rgba, color);
            int brightness = (299 * rgba[0]) + (587 * rgba[1]) + (114 * rgba[2]);
            Assert.True(brightness > last);
            Assert.True(seen.Add(color));
            last = brightness;
        }

        Assert.Equal(256, seen.Count);
        Assert.Throws<ArgumentOutOfRangeException>(() => Palette.Of((ActivationColors)9).Length);
    }

    private static byte[] Draw(float[] values, TensorShape shape, int width, int height, ActivationRange range)
    {
        byte[] pixels = new byte[4 * width * height];
        ActivationPainter.Draw(values, shape, pixels, (width, height, 4 * width), ActivationColors.Grey, range);
        return pixels;
    }

    private static int[] Greys(float[] values, TensorShape shape, int width, int height, ActivationRange range)
    {
        byte[] pixels = Draw(values, shape, width, height, range);
        return [.. Enumerable.Range(0, width * height).Select(i => (int)pixels[4 * i])];
    }
}
