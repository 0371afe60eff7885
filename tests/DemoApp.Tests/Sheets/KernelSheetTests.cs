using System.Collections.Immutable;
using VisionPlugin.Components;
using VisionPlugin.DemoApp.Sheets;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Graphs;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Tests.Sheets;

public class KernelSheetTests
{
    // A kernel of 3 x 1 is drawn 72 pixels wide: a number is this many.
    private const int Number = 24 * 24;

    [Fact]
    public void What_is_below_zero_is_blue_what_is_zero_white_and_what_is_above_red()
    {
        // Two depthwise kernels, of which the second is weaker.
        Picture own = Draw([-2, 0, 2, -1, 0, 1], [2, 1, 1, 3], groups: 2, out KernelLayout layout);
        Assert.Equal((KernelKind.Tiles, 2), (layout.Kind, layout.Outputs));
        Assert.InRange(Count(own, 20, 60, 175) - (2 * Number), 0, 30);
        Assert.InRange(Count(own, 175, 15, 25) - (2 * Number), 0, 30);
        Assert.InRange(Count(own, 255, 255, 255) - (2 * Number), 0, 30);
        Picture shared = Draw([-2, 0, 2, -1, 0, 1], [2, 1, 1, 3], groups: 2, out _, ActivationRange.Layer);
        Assert.InRange(Count(shared, 175, 15, 25) - Number, 0, 30);
        Assert.InRange(Count(shared, 255, 255, 255) - (2 * Number), 0, 30);
        Assert.Equal(Number, Count(Draw([float.NaN, 0, 1], [1, 1, 1, 3], groups: 1, out _), 255, 0, 255));
        // All zero: white, and no end of the scale.
        Assert.InRange(Count(Draw([0, 0, 0], [1, 1, 1, 3], groups: 1, out _), 255, 255, 255) - (3 * Number), 0, 30);
    }

    [Fact]
    public void Colours_are_those_of_the_picture_whatever_the_network_reads_first()
    {
        Assert.Equal(72 * 72, Count(Draw([1, 0, -1], [1, 3, 1, 1], 1, out KernelLayout layout), 255, 128, 0));
        Assert.Equal(KernelKind.Rgb, layout.Kind);
        Assert.Equal(72 * 72, Count(Draw([1, 0, -1], [1, 3, 1, 1], 1, out _, isBgr: true), 0, 128, 255));
    }

    [Fact]
    public void A_table_has_outputs_below_each_other_and_inputs_side_by_side()
    {
        // Output 0 reads input 1 only; output 1 input 0 only.
        Picture picture = Draw([0, 1, -1, 0], [2, 2, 1, 1], groups: 1, out KernelLayout layout);
        Assert.Equal((KernelKind.Table, 2, 2), (layout.Kind, layout.Outputs, layout.Inputs));
        (int X, int Y) red = First(picture, 175, 15, 25), blue = First(picture, 20, 60, 175);
        Assert.True(Count(picture, 20, 60, 175) >= 48 * 48);
        // The first blue and red are in the heading's bar, and blue comes first there; the last are in the table.
        Assert.True(red.X > blue.X);
        Assert.True(Last(picture, 175, 15, 25).X > Last(picture, 20, 60, 175).X);
        Assert.True(Last(picture, 175, 15, 25).Y < Last(picture, 20, 60, 175).Y);
    }

    [Theory]
    [InlineData(1, 1, 1, 1, 1)]
    [InlineData(1024, 2048, 2048, 1, 1)]
    [InlineData(100_000, 512, 512, 1, 1)]
    [InlineData(1024, 4, 2, 200, 300)]
    [InlineData(1024, 2, 1, 1, 60_000)]
    [InlineData(1024, 3, 2, 5_000, 1)]
    [InlineData(5_000, 5_000, 1, 3, 3)]
    [InlineData(1024, 3, 1000, 3, 3)]
    [InlineData(1024, 7, 2, 9)]
    [InlineData(1024, 4, 2, 3, 3, 3)]
    public void All_sizes_give_a_picture_of_sensible_size_with_nothing_cut_off(int limit, params int[] sizes)
    {
        var shape = new TensorShape(sizes);
        float[] values = [.. Enumerable.Range(0, shape.Length).Select(i => (i % 11) - 5f)];
        Picture picture = Draw(values, shape, 1, out KernelLayout layout, limit: limit);
        Assert.InRange(layout.Outputs * layout.Inputs, 1, limit);
        Assert.InRange(picture.Width, 400, 3000);
        Assert.InRange(picture.Height, 80, 4000);
        for (int i = 0; i < picture.Width * picture.Height; i++)
        {
            (int x, int y) = (i % picture.Width, i / picture.Width);
            if (Math.Min(x, picture.Width - 1 - x) < 6 || Math.Min(y, picture.Height - 1 - y) < 6)
                Assert.Equal(14, picture.Rgba[4 * i]);
        }
    }

    [Fact]
    public void What_no_program_could_open_is_refused() =>
        Assert.Contains("--limit", Assert.Throws<BadInputException>(() => Draw(
            new float[1_000_000], [1_000_000, 1, 1, 1], 1, out _, limit: 1_000_000)).Message, StringComparison.Ordinal);

    private static Picture Draw(float[] weights, TensorShape shape, int groups, out KernelLayout layout,
        ActivationRange? range = null, bool isBgr = false, int limit = 1024)
    {
        using var tensor = new Tensor<float>(shape, weights);
        ImmutableArray<Dimension> open = [.. Enumerable.Repeat(default(Dimension), shape.Rank)];
        ConvolutionKernels kernels = Assert.Single(ConvolutionKernels.List(new Model
        {
            Name = "test",
            Inputs = [new ValueInfo("x", DataType.Float32, open)],
            Outputs = ["y"],
            Nodes = [new Node("conv", new Conv(new Window([], [], [], []), groups), ["x", "w"], ["y"])],
            Constants = new Dictionary<string, Tensor> { ["w"] = tensor }.ToImmutableDictionary(),
        }));
        return new KernelSheet(limit, range, isBgr).Draw(
            kernels, kernels.Read(), LayerStatistics.Of(weights, shape[0]), out layout);
    }

    private static int Count(Picture picture, byte r, byte g, byte b) => Places(picture, r, g, b).Count();

    private static (int X, int Y) First(Picture picture, byte r, byte g, byte b) => Places(picture, r, g, b).First();

    private static (int X, int Y) Last(Picture picture, byte r, byte g, byte b) => Places(picture, r, g, b).Last();

    private static IEnumerable<(int X, int Y)> Places(Picture picture, byte r, byte g, byte b) =>
        Enumerable.Range(0, picture.Width * picture.Height)
            .Where(i => picture.Rgba[4 * i] == r && picture.Rgba[(4 * i) + 1] == g && picture.Rgba[(4 * i) + 2] == b)
            .Select(i => (i % picture.Width, i / picture.Width));
}
