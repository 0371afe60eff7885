using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Live.Synthetic;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>The network whose weights were thought out.</summary>
public class SyntheticNetworkTests
{
    [Fact]
    public void It_finds_all_shapes_within_a_pixel_and_a_half()
    {
        using var backend = new CpuBackend();
        using var detector = new ObjectDetector(SyntheticNetwork.Create(), backend);
        for (double time = 0; time < 60; time += 3.7)
        {
            Detection[] found = detector.Process(new Frame(Draw(time), SyntheticScene.Width, SyntheticScene.Height,
                PixelFormat.Rgba32)).ToArray();
            Assert.Equal(SyntheticScene.Count, found.Length);
            Assert.All(found, d =>
            {
                Box box = SyntheticScene.BoxOf(d.ClassId, time);
                float worst = Math.Max(Math.Max(Math.Abs(d.Box.X1 - box.X1), Math.Abs(d.Box.X2 - box.X2)),
                    Math.Max(Math.Abs(d.Box.Y1 - box.Y1), Math.Abs(d.Box.Y2 - box.Y2)));
                Assert.True(worst <= 1.5, $"{SyntheticScene.Labels[d.ClassId]} at {time} s is off by {worst}");
            });
            Assert.Distinct(found.Select(d => d.ClassId));
        }
    }

    [Fact]
    public void Shapes_never_cover_each_other_nor_leave_the_scene()
    {
        for (double time = 0; time < 300; time += 0.25)
        {
            Box[] boxes = [.. Enumerable.Range(0, SyntheticScene.Count).Select(i => SyntheticScene.BoxOf(i, time))];
            Assert.All(boxes, b => Assert.Equal(b, b.Clip(SyntheticScene.Width, SyntheticScene.Height)));
            for (int i = 0; i < boxes.Length; i++)
                Assert.All(boxes[..i], b => Assert.Equal(0, b.IoU(boxes[i])));
        }
    }

    // Without OpenGL: shapes whose edges are smooth by counting 4 x 4 points a pixel.
    private static byte[] Draw(double time)
    {
        byte[] rgba = new byte[4 * SyntheticScene.Width * SyntheticScene.Height];
        for (int i = 0; i < rgba.Length; i++)
            rgba[i] = 20;
        for (int id = 0; id < SyntheticScene.Count; id++)
        {
            Box box = SyntheticScene.BoxOf(id, time);
            Rgb color = SyntheticScene.Colors[id];
            for (int y = (int)box.Y1; y <= (int)box.Y2; y++)
            {
                for (int x = (int)box.X1; x <= (int)box.X2; x++)
                {
                    float cover = Cover(box, SyntheticScene.IsDisc(id), x, y);
                    Span<byte> pixel = rgba.AsSpan(4 * ((y * SyntheticScene.Width) + x), 3);
                    pixel[0] = (byte)(pixel[0] + (cover * (color.R - pixel[0])) + 0.5f);
                    pixel[1] = (byte)(pixel[1] + (cover * (color.G - pixel[1])) + 0.5f);
                    pixel[2] = (byte)(pixel[2] + (cover * (color.B - pixel[2])) + 0.5f);
                }
            }
        }

        return rgba;
    }

    private static float Cover(Box box, bool isDisc, int x, int y)
    {
        int inside = 0;
        for (int i = 0; i < 16; i++)
        {
            (float px, float py) = (x + 0.125f + (0.25f * (i % 4)), y + 0.125f + (0.25f * (i / 4)));
            (float fromX, float fromY) = (px - ((box.X1 + box.X2) / 2), py - ((box.Y1 + box.Y2) / 2));
            bool isIn = isDisc
                ? (fromX * fromX) + (fromY * fromY) <= box.Width * box.Width / 4
                : Math.Abs(fromX) <= box.Width / 2 && Math.Abs(fromY) <= box.Height / 2;
            inside += isIn ? 1 : 0;
        }

        return inside / 16f;
    }
}
