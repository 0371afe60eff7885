using VisionPlugin.DemoApp.Reports;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Tests.Reports;

public class MapSetTests
{
    [Theory]
    [InlineData(new[] { 1, 6, 5, 4 }, 6, 4, 5)]
    [InlineData(new[] { 2, 3, 5, 4 }, 6, 4, 5)]
    [InlineData(new[] { 7, 9 }, 1, 9, 7)]
    [InlineData(new[] { 1, 10 }, 10, 1, 1)]
    [InlineData(new[] { 10 }, 10, 1, 1)]
    [InlineData(new int[0], 1, 1, 1)]
    public void Any_shape_has_maps(int[] sizes, int count, int width, int height)
    {
        TensorShape shape = [.. sizes];
        MapSet maps = MapSet.Of(shape, new float[shape.Length]);
        Assert.Equal((count, width, height), (maps.Count, maps.Width, maps.Height));
        Picture picture = MapPainter.Draw(maps, (0, 1));
        Assert.True(picture.Width * picture.Height >= shape.Length);
    }

    [Fact]
    public void What_stands_out_survives_when_maps_shrink()
    {
        float[] values = new float[2 * 4 * 5];
        (values[19], values[20]) = (3, float.NaN);
        var maps = new MapSet(2, 5, 4, values);
        MapSet small = maps.Shrink(2, keepsGreatest: true);
        Assert.Equal((2, 3, 2), (small.Count, small.Width, small.Height));
        Assert.Equal([0, 0, 0, 0, 0, 3, float.NaN, 0, 0, 0, 0, 0], small.Values);
        Assert.Equal(1.5f, maps.Shrink(2, keepsGreatest: false).Values[5]);
        Assert.Equal((0, 3), maps.Range());
    }

    [Fact]
    public void The_factor_is_the_least_that_fits()
    {
        var maps = new MapSet(10, 100, 50, new float[50_000]);
        Assert.Equal(1, maps.FactorFor(50_000));
        Assert.Equal(2, maps.FactorFor(49_999));
        Assert.Equal(100, maps.FactorFor(5));
        Assert.Equal(3, maps.First(3).Count);
    }

    [Fact]
    public void Equal_values_do_not_differ_even_if_they_are_no_numbers()
    {
        var a = new MapSet(1, 4, 1, [1, float.NaN, float.PositiveInfinity, float.PositiveInfinity]);
        var b = new MapSet(1, 4, 1, [3, float.NaN, float.PositiveInfinity, 0]);
        Assert.Equal([2, 0, 0, float.PositiveInfinity], a.Minus(b).Values);
    }

    [Fact]
    public void A_large_picture_becomes_the_mean_of_its_pixels()
    {
        byte[] rgba = [.. Enumerable.Range(0, 6 * 4).SelectMany(i => new byte[] { (byte)(i % 6 < 3 ? 0 : 200), 10, 20, 255 })];
        Picture small = ReportPicture.Shrink(new Picture(6, 4, rgba), 3);
        Assert.Equal((3, 2), (small.Width, small.Height));
        Assert.Equal([0, 10, 20, 255, 100, 10, 20, 255, 200, 10, 20, 255], small.Rgba[..12]);
        var tiny = new Picture(2, 1, [1, 2, 3, 4, 5, 6, 7, 8]);
        Assert.Equal(tiny.Rgba, ReportPicture.Shrink(tiny, 100).Rgba);
        Assert.StartsWith("data:image/png;base64,iVBOR", ReportPicture.DataOf(tiny), StringComparison.Ordinal);
    }
}
