using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Tests.Overlay;

public class OverlayTests
{
    [Fact]
    public void Every_printable_character_has_strokes_of_its_own()
    {
        for (char c = '!'; c <= '~'; c++)
        {
            Assert.True(GlyphTable.Strokes.ContainsKey(c), $"'{c}' is missing");
            Glyph glyph = Glyph.Of(c);
            Assert.NotEmpty(glyph.Segments);
            Assert.All(glyph.Segments, s => Assert.InRange(s.From.Y, -1.01f, 13.5f));
            Assert.All(glyph.Segments, s => Assert.InRange(s.From.X, -0.6f, 9.01f));
        }

        string[] all = [.. GlyphTable.Strokes.Values];
        Assert.Equal(all.Length - 1, all.Distinct().Count()); // I and l are one stroke.
        Assert.Same(Glyph.Of('A'), Glyph.Of('A'));
    }

    [Fact]
    public void An_outline_lies_on_the_edge_of_its_box()
    {
        Picture picture = Grey(60, 40);
        new PictureCanvas(picture).Outline(new Box(10, 8, 50, 30), 0, 2, Rgb.White);
        foreach ((int x, int y) in (ReadOnlySpan<(int, int)>)[(9, 20), (10, 20), (49, 20), (50, 20), (30, 7), (30, 8), (30, 29), (30, 30)])
            Assert.Equal(255, At(picture, x, y));
        foreach ((int x, int y) in (ReadOnlySpan<(int, int)>)[(7, 20), (12, 20), (30, 20), (47, 20), (52, 20), (30, 5), (30, 10), (30, 27), (30, 32)])
            Assert.Equal(100, At(picture, x, y));
    }

    [Fact]
    public void Text_stays_in_the_room_that_it_is_said_to_need()
    {
        const string Text = "Person 97%, Qgjy_|{}";
        Picture picture = Grey(300, 60);
        new PictureCanvas(picture).Text(20, 20, 16, Text, Rgb.Black);
        float width = PictureCanvas.TextWidth(16, Text);
        for (int y = 0; y < 60; y++)
        {
            for (int x = 0; x < 300; x++)
            {
                bool inside = x >= 18 && x <= 22 + width && y >= 16 && y <= 20 + 22;
                Assert.True(inside || At(picture, x, y) == 100, $"({x}, {y})");
            }
        }

        Assert.Contains((byte)0, picture.Rgba.Where((_, i) => i % 4 == 0));
        Assert.Equal(0, PictureCanvas.TextWidth(16, ""));
    }

    [Fact]
    public void Nothing_is_drawn_beyond_the_picture()
    {
        Picture picture = Grey(20, 10);
        var canvas = new PictureCanvas(picture);
        canvas.Fill(new Box(-50, -50, 500, 500), 3, Rgb.White);
        Assert.All(picture.Rgba, v => Assert.Equal(255, v));
        canvas.Outline(new Box(-9, -9, 99, 99), 3, 5, Rgb.Black);
        canvas.Text(-30, -30, 200, "W", Rgb.Black);
        canvas.Text(300, 300, 20, "W", Rgb.Black);
    }

    [Theory]
    [InlineData(500, 400)]
    [InlineData(30, 20)]
    [InlineData(1, 1)]
    [InlineData(4000, 100)]
    public void Boxes_anywhere_can_be_drawn_on_pictures_of_any_size(int width, int height)
    {
        var random = new Random(2);
        for (int round = 0; round < 20; round++)
        {
            Picture picture = Grey(width, height);
            LabelledBox[] boxes = [.. Enumerable.Range(0, 5).Select(i =>
            {
                float x = ((random.NextSingle() * 1.6f) - 0.3f) * width, y = ((random.NextSingle() * 1.6f) - 0.3f) * height;
                return new LabelledBox(new Box(x, y, x + (random.NextSingle() * width), y + (random.NextSingle() * height)), "label " + i, Rgb.OfClass(i));
            })];
            BoxOverlay.Draw(new PictureCanvas(picture), boxes);
        }
    }

    [Fact]
    public void Labels_do_not_cover_each_other_where_there_is_room()
    {
        // Two boxes with one corner: the second label goes elsewhere, so that both grounds are seen.
        Picture picture = Grey(400, 300);
        BoxOverlay.Draw(new PictureCanvas(picture),
            [new LabelledBox(new Box(50, 100, 300, 250), "first", new Rgb(250, 0, 0)), new LabelledBox(new Box(50, 100, 250, 200), "second", new Rgb(0, 0, 250))]);
        int red = Count(picture, 0), blue = Count(picture, 2);
        Assert.InRange(blue, red / 3, red * 3);
        Assert.True(blue > 700, $"{blue}");

        static int Count(Picture picture, int channel) => Enumerable.Range(0, picture.Rgba.Length / 4)
            .Count(i => picture.Rgba[(4 * i) + channel] > 200 && picture.Rgba[(4 * i) + (2 - channel)] < 60);
    }

    [Fact]
    public void Ink_differs_from_its_ground()
    {
        for (int i = 0; i < 40; i++)
        {
            Rgb ground = Rgb.OfClass(i), ink = ground.Ink;
            double Luma(Rgb c) => (0.299 * c.R) + (0.587 * c.G) + (0.114 * c.B);
            Assert.True(Math.Abs(Luma(ground) - Luma(ink)) > 100);
        }

        Assert.Equal(Rgb.White, new Rgb(20, 20, 90).Ink);
        Assert.Equal(Rgb.OfClass(7), Rgb.OfClass(27));
    }

    private static Picture Grey(int width, int height)
    {
        byte[] rgba = new byte[4 * width * height];
        for (int i = 0; i < rgba.Length; i++)
            rgba[i] = i % 4 == 3 ? (byte)255 : (byte)100;
        return new Picture(width, height, rgba);
    }

    private static byte At(Picture picture, int x, int y) => picture.Rgba[4 * ((y * picture.Width) + x)];
}
