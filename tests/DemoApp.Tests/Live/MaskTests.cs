using System.Collections.Immutable;
using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.Decoding;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Live;
using VisionPlugin.DemoApp.Live.Synthetic;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.DemoApp.Overlay;
using VisionPlugin.Frames;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Testing;

namespace VisionPlugin.DemoApp.Tests.Live;

/// <summary>Masks in the window, from the CPU and from the GPU.</summary>
[Collection(WindowCollection.Name)]
public class MaskTests(VirtualDisplay display)
{
    [SkippableTheory]
    [InlineData("cpu")]
    [InlineData("gpu")]
    public void A_mask_blurs_what_is_not_the_person(string backend)
    {
        using LiveWindow window = TestWindows.Open(display, TestWindows.Options with
        {
            Source = Samples.Astronaut,
            Size = (512, 512),
            Model = "selfie",
            Backend = backend,
        });
        window.RunUntil(() => window.Session.Findings is { MaskKind: MaskKind.Probability }, "a mask");
        window.Session.Hud = HudStyle.None;
        window.CatchUp();
        TestPicture blurred = display.Capture(window), original = TestPicture.Load(Samples.Astronaut);

        // The flag loses its edges, the face keeps them.
        Assert.True(Edges(blurred, 10, 60, 90, 160) < 0.5 * Edges(original, 10, 60, 90, 160));
        Assert.InRange(Edges(blurred, 190, 90, 250, 140) / Edges(original, 190, 90, 250, 140), 0.85, 1.15);
        // On the GPU nothing has brought the mask to the host.
        Assert.Equal(backend == "gpu", window.Session.Findings!.Mask.IsEmpty);
        Assert.Empty(window.GlErrors);
        Assert.Empty(window.Messages.Errors);
    }

    [SkippableTheory]
    [InlineData("cpu")]
    [InlineData("gpu")]
    public void Classes_have_their_colours_and_a_legend(string backend)
    {
        using LiveWindow window = TestWindows.Open(display, TestWindows.Options with { Backend = backend });
        window.RunUntil(() => window.Session.Findings is { Objects.Length: > 0 }, "shapes");
        window.Session.Hud = HudStyle.None;
        window.Session.MaskEffect = PictureEffect.Tint;
        window.Session.Add(VisionMode.OfModel("Colours", new Lazy<ModelAsset>(() => new ModelAsset(ColorClasses()))));
        window.RunUntil(() => window.Session.Findings is { MaskKind: MaskKind.ClassIndex }, "a mask of classes");
        // Shapes cross: one in front of another would be looked at.
        window.RunUntil(() => Enumerable.Range(0, 3).Any(id => IsAlone(id, window.Session.Frame.Stamp.Time.TotalSeconds, 20)), "a shape alone");
        window.CatchUp();

        TestPicture picture = display.Capture(window);
        double time = window.Session.Frame.Stamp.Time.TotalSeconds;
        int seen = 0;
        for (int id = 0; id < 3; id++)
        {
            Rgb shape = SyntheticScene.Colors[id], tint = Rgb.OfClass(id == 0 ? 1 : id == 1 ? 2 : 3);
            Box box = SyntheticScene.BoxOf(id, time);
            if (!IsAlone(id, time, 0))
                continue;
            seen++;
            int at = 4 * (((int)((box.Y1 + box.Y2) / 2) * picture.Width) + (int)((box.X1 + box.X2) / 2));
            AssertNear((0.55f * shape.R) + (0.45f * tint.R), picture.Rgba[at], $"red of {id} {box}");
            AssertNear((0.55f * shape.G) + (0.45f * tint.G), picture.Rgba[at + 1], $"green of {id} {box}");
            AssertNear((0.55f * shape.B) + (0.45f * tint.B), picture.Rgba[at + 2], $"blue of {id} {box}");
        }

        Assert.True(seen > 0, "All shapes cross others.");
        // In the lower left corner a patch of each colour, with letters beside it.
        foreach (int id in (int[])[1, 2, 3])
            Assert.True(Count(picture, Rgb.OfClass(id), 4, 12, 32) > 100, $"no patch of class {id}");
        Assert.True(Count(picture, Rgb.White, 90, 36, 120) > 50, "no names");
        Assert.Empty(window.GlErrors);
        Assert.Empty(window.Messages.Errors);
    }

    private static bool IsAlone(int id, double time, float margin)
    {
        Box box = SyntheticScene.BoxOf(id, time);
        var around = new Box(box.X1 - margin, box.Y1 - margin, box.X2 + margin, box.Y2 + margin);
        // The legend covers what passes through the lower left.
        bool isClear = box.X1 > SyntheticScene.Width / 2 || box.Y2 < SyntheticScene.Height / 2;
        return isClear && !Enumerable.Range(0, SyntheticScene.Count).Any(other => other != id && SyntheticScene.BoxOf(other, time).IoU(around) > 0);
    }

    // What is mainly red, green or blue; else, class 0, the background.
    private static VisionModel ColorClasses()
    {
        float[] weights = [0, 0, 0, 1, -1, -1, -1, 1, -1, -1, -1, 1], bias = [0, -0.2f, -0.2f, -0.2f];
        return new VisionModel(
            new Model
            {
                Name = "colours",
                Inputs = [new ValueInfo("frame", DataType.Float32, default)],
                Outputs = ["scores"],
                Nodes = [new Node("scores", new Conv(Window.Square(1)), ["frame", "weights", "bias"], ["scores"])],
                Constants = ImmutableDictionary<string, Tensor>.Empty
                    .Add("weights", new Tensor<float>([4, 3, 1, 1], weights))
                    .Add("bias", new Tensor<float>([4], bias)),
            },
            new ModelCard
            {
                Name = "Colours",
                Task = VisionTask.Segment,
                Input = new FrameToTensorOptions { Width = 160, Height = 120, Scale = [1 / 255f] },
                Decoder = new SegmentationDecoder(),
                Labels = ["background", "red", "green", "blue"],
            });
    }

    private static void AssertNear(float expected, byte actual, string what) =>
        Assert.True(Math.Abs(actual - expected) <= 4, $"{what}: expected {expected}, found {actual}");

    private static int Count(TestPicture picture, Rgb color, int tolerance, int left, int right)
    {
        int count = 0;
        for (int y = 390; y < 470; y++)
        {
            for (int x = left; x < right; x++)
            {
                ReadOnlySpan<byte> pixel = picture.Rgba.AsSpan(4 * ((y * picture.Width) + x), 3);
                count += Math.Abs(pixel[0] - color.R) < tolerance && Math.Abs(pixel[1] - color.G) < tolerance
                    && Math.Abs(pixel[2] - color.B) < tolerance ? 1 : 0;
            }
        }

        return count;
    }

    private static double Edges(TestPicture picture, int left, int top, int right, int bottom)
    {
        double sum = 0;
        for (int y = top; y < bottom; y++)
        {
            for (int x = left; x < right; x++)
            {
                int at = 4 * ((y * picture.Width) + x);
                sum += Math.Abs(picture.Rgba[at] - picture.Rgba[at + 4]);
            }
        }

        return sum;
    }
}
