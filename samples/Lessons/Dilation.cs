using VisionPlugin.Analysis;
using VisionPlugin.Building;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Samples.Lessons;

/// <summary>
/// Two ways to see more of a picture: steps of the kernel, or gaps within it. Yu and Koltun, Multi-Scale Context Aggregation by
/// Dilated Convolutions (2016); gridding: Wang et al., Understanding Convolution for Semantic Segmentation (2018).
/// </summary>
internal static class Dilation
{
    public static void Give(Classroom room)
    {
        TensorShape picture = [1, 1, 63, 63];
        room.Say("Three 3 x 3 convolutions over 63 x 63, without padding:");
        ShowSizes("plain", Three(strides: [1, 1, 1], dilations: [1, 1, 1]));
        ShowSizes("stride 2", Three(strides: [2, 2, 2], dilations: [1, 1, 1]));
        ShowSizes("dilation 1, 2, 4", Three(strides: [1, 1, 1], dilations: [1, 2, 4]));

        room.Say();
        room.Say("What stride loses: a checkerboard of pixels, contrast of the map under a kernel that picks one pixel:");
        Tensor<float> board = Maps.Of(picture, i => ((i / 63) + (i % 63)) % 2 == 0 ? 1 : 0);
        room.Show("stride 1", Contrast(room.Run(Pick(1, 1), board)));
        room.Show("stride 1, dilation 2", Contrast(room.Run(Pick(1, 2), board)));
        room.Show("stride 2", Contrast(room.Run(Pick(2, 1), board)));

        room.Say();
        room.Say("A line one pixel wide, contrast under the same kernel:");
        foreach (int column in (int[])[30, 31])
        {
            Tensor<float> line = Maps.Of(picture, i => i % 63 == column ? 1 : 0);
            room.Show($"line in column {column}, stride 1", Contrast(room.Run(Pick(1, 1), line)));
            room.Show($"line in column {column}, stride 2", Contrast(room.Run(Pick(2, 1), line)));
        }

        room.Say();
        room.Say("What dilation loses: pixels of its receptive field that change an element at all.");
        Map gridded = Influence(room, [2, 2, 2]), whole = Influence(room, [1, 2, 3]);
        ShowPixels("dilation 2, 2, 2", gridded);
        ShowPixels("dilation 1, 2, 3", whole);
        room.Draw(20, [gridded, whole]);

        void ShowSizes(string name, Model model)
        {
            AxisField field = Nets.Field(model, picture).Axes[0];
            room.Show($"{name}: side of the map", Nets.Output(model, picture)[2]);
            room.Show($"{name}: side of the receptive field", field.Size);
            room.Show($"{name}: pixels from one element to the next", field.Step);
        }

        void ShowPixels(string name, Map map)
        {
            room.Show($"{name}: pixels of the field", map.Values.Length);
            room.Show($"{name}: that count", map.Values.Count(v => v != 0));
        }
    }

    private static Model Three(int[] strides, int[] dilations) => Nets.Of([1, 1, 63, 63], x =>
    {
        for (int i = 0; i < 3; i++)
            x = x.Conv2d(1, 3, stride: strides[i], dilation: dilations[i], bias: false);
        return x;
    }, new Ones());

    // A kernel of 3 x 3 whose only weight is that of the upper left pixel.
    private static Model Pick(int stride, int dilation) => Nets.Of(
        [1, 1, 63, 63], x => x.Conv2d(1, 3, stride: stride, dilation: dilation, bias: false),
        Nets.Weights(("conv1.weight", Maps.Of([1, 1, 3, 3], i => i == 0 ? 1 : 0))));

    private static double Contrast(Tensor<float> map)
    {
        float[] values = map.AsSpan().ToArray();
        return values.Max() - values.Min();
    }

    // One picture for each pixel, as large as the receptive field: what comes out is what that pixel counts.
    private static Map Influence(Classroom room, int[] dilations)
    {
        int side = 1 + (2 * dilations.Sum());
        return new Map(room.Run(Three([1, 1, 1], dilations), Maps.Impulses(side, side)).AsSpan().ToArray(), side);
    }
}
