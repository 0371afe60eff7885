using VisionPlugin.Components;

namespace VisionPlugin.Tests.Components;

public class ActivationScaleTests
{
    [Fact]
    public void A_scale_reaches_from_the_least_to_the_greatest_and_to_both_sides_of_zero_alike()
    {
        float[] values = [-1, 3, float.NaN, float.NegativeInfinity];
        Assert.Equal((-1, 3), Ends(values, ActivationColors.Grey));
        Assert.Equal((-3, 3), Ends(values, ActivationColors.Diverging));
        Assert.Equal((0, 0), Ends([float.NaN], ActivationColors.Heat));
        Assert.Equal((0, 0), Ends([], ActivationColors.Heat));
        Assert.Equal(ActivationColors.Heat, ActivationScale.Of(values, ActivationColors.Heat).Colors);

        static (float, float) Ends(float[] values, ActivationColors colors)
        {
            var scale = ActivationScale.Of(values, colors);
            return (scale.Least, scale.Greatest);
        }
    }

    [Fact]
    public void Signs_are_blue_white_and_red()
    {
        var scale = new ActivationScale(-2, 2, ActivationColors.Diverging);
        (byte r, byte g, byte b) = scale.ColorOf(-2);
        Assert.True(b > 2 * r && b > g, $"{r} {g} {b}");
        (r, g, b) = scale.ColorOf(2);
        Assert.True(r > 5 * g && r > 5 * b, $"{r} {g} {b}");
        Assert.Equal((255, 255, 255), scale.ColorOf(0));
        // Without a range, what is zero stays white.
        Assert.Equal((255, 255, 255), new ActivationScale(0, 0, ActivationColors.Diverging).ColorOf(0));
        Assert.Equal((255, 0, 255), scale.ColorOf(float.NaN));
        Assert.Equal(scale.ColorOf(2), scale.ColorOf(100));
    }

    [Fact]
    public void Pixels_of_a_smaller_picture_show_means_and_lose_no_NaN()
    {
        float[] map = [0, 4, 8, 8, 0, 4, float.NaN, 8];
        byte[] pixels = new byte[8];
        new ActivationScale(0, 8, ActivationColors.Grey).Draw(map, 4, pixels, 2, 1);
        Assert.Equal([64, 64, 64, 255, 255, 0, 255, 255], pixels);
        byte[] row = new byte[16];
        new ActivationScale(0, 8, ActivationColors.Grey).Draw(map.AsSpan(0, 4), 4, row, 4, 1);
        Assert.Equal([0, 128, 255, 255], Enumerable.Range(0, 4).Select(i => (int)row[4 * i]));
    }

    [Fact]
    public void Three_maps_are_red_green_and_blue()
    {
        // Two pixels: (1, 0, -1) and (NaN, 0, 0).
        float[] maps = [1, float.NaN, 0, 0, -1, 0];
        byte[] pixels = new byte[20];
        Array.Fill(pixels, (byte)7);
        new ActivationScale(-1, 1, ActivationColors.Diverging).DrawRgb(maps, 2, pixels, 2, 2, 10);
        Assert.Equal([255, 128, 0, 255, 255, 0, 255, 255, 7, 7, 255, 128, 0, 255, 255, 0, 255, 255, 7, 7], pixels);
    }

    [Fact]
    public void What_does_not_fit_is_refused()
    {
        var scale = new ActivationScale(0, 1, ActivationColors.Grey);
        Assert.Throws<ArgumentException>(() => scale.Draw([1, 2, 3], 2, new byte[100], 2, 2));
        Assert.Throws<ArgumentException>(() => scale.Draw([], 2, new byte[100], 2, 2));
        Assert.Throws<ArgumentException>(() => scale.Draw([1, 2], 2, new byte[15], 2, 2));
        Assert.Throws<ArgumentException>(() => scale.DrawRgb([1, 2, 3, 4], 1, new byte[16], 2, 2));
        Assert.Throws<ArgumentOutOfRangeException>(() => scale.Draw([1, 2], 0, new byte[16], 2, 2));
    }
}
