using VisionPlugin.Analysis;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using VisionPlugin.Zoo;

namespace VisionPlugin.Tests.Analysis;

public class SizeFormulaTests
{
    public static TheoryData<string> Networks => [.. ModelZoo.Entries.Select(e => e.Name)];

    [Theory]
    [InlineData("alexnet", "conv1", "floor((227 + 0 + 0 - 1*(11-1) - 1)/4 + 1) = 55")]
    [InlineData("resnet50", "conv1", "floor((224 + 3 + 3 - 1*(7-1) - 1)/2 + 1) = 112")]
    [InlineData("googlenet", "pool1", "ceil((112 + 0 + 0 - 1*(3-1) - 1)/2 + 1) = 56")]
    [InlineData("unet", "upconv3", "2*(28 - 1) + 0 + 1*(2-1) + 1 - 0 - 0 = 56")]
    [InlineData("mnist1d-conv", "conv1", "floor((40 + 0 + 0 - 1*(3-1) - 1)/2 + 1) = 19")]
    public void Layers_of_the_literature_have_its_formula(string network, string layer, string formula) =>
        Assert.All(Analyzed.Layers(Analyzed.Zoo(network))[layer].Sizes, size => Assert.Equal(formula, size.ToString()));

    [Theory]
    [MemberData(nameof(Networks))]
    public void What_the_formula_gives_is_the_size_of_the_output(string network)
    {
        int checkedSizes = 0;
        foreach (LayerAnalysis layer in LayerAnalysis.Of(Analyzed.Zoo(network)))
        {
            for (int i = 0; i < layer.Sizes.Length; i++, checkedSizes++)
                Check(layer, i);
        }

        Assert.True(checkedSizes > 0 || network.StartsWith("mnist1d-fc", StringComparison.Ordinal));
    }

    [Fact]
    public void Every_way_to_pad_and_round_is_told()
    {
        TensorShape x = [1, 2, 11, 12];
        string[] told = [.. new Operator[]
        {
            new MaxPool(Square(3, 2) with { AutoPad = AutoPad.SameUpper }),
            new MaxPool(Square(3, 2) with { AutoPad = AutoPad.SameLower }),
            new AveragePool(Square(3, 2) with { AutoPad = AutoPad.Valid }),
            new LpPool(Square(3, 3, 1) with { CeilMode = true }),
            new MaxPool(Square(2, 3, 1) with { CeilMode = true }),
            new StochasticPool(Square(3, 2)),
        }.Select(op => Check(Analyzed.Layer(op, x)).ToString())];
        Assert.Equal(
            [
                "ceil(12/2) = 6, padding 0 + 1",
                "ceil(12/2) = 6, padding 1 + 0",
                "floor((12 + 0 + 0 - 1*(3-1) - 1)/2 + 1) = 5",
                "ceil((12 + 1 + 1 - 1*(3-1) - 1)/3 + 1) = 5",
                "ceil((12 + 1 + 1 - 1*(2-1) - 1)/3 + 1) = 5",
                "floor((12 + 0 + 0 - 1*(3-1) - 1)/2 + 1) = 5",
            ],
            told);
        // 13 + 1 + 1 has room for a window that begins in the padding at the end.
        LayerAnalysis dropped = Analyzed.Layer(new MaxPool(Square(2, 2, 1) with { CeilMode = true }), [1, 1, 11, 11]);
        Assert.Equal("ceil((11 + 1 + 1 - 1*(2-1) - 1)/2 + 1) - 1 = 6, as the last window would start behind the input", Check(dropped).ToString());
    }

    [Fact]
    public void Convolutions_with_dilation_cropping_and_their_transposes_are_told()
    {
        LayerAnalysis conv = Analyzed.Layer(new Conv(new Window([3, 5], [1, 2], [2, 3], [-1, 0, 2, 1])), [1, 2, 20, 33], [4, 2, 3, 5]);
        Assert.Equal("floor((20 + (-1) + 2 - 2*(3-1) - 1)/1 + 1) = 17", Check(conv, 0).ToString());
        Assert.Equal("floor((33 + 0 + 1 - 3*(5-1) - 1)/2 + 1) = 11", Check(conv, 1).ToString());
        LayerAnalysis up = Analyzed.Layer(new ConvTranspose(Square(3, 2, 1), OutputPadding: [1, 1]), [1, 2, 14, 14], [2, 4, 3, 3]);
        Assert.Equal("2*(14 - 1) + 1 + 1*(3-1) + 1 - 1 - 1 = 28", Check(up).ToString());
        LayerAnalysis same = Analyzed.Layer(new ConvTranspose(Square(3, 2) with { AutoPad = AutoPad.SameUpper }), [1, 2, 14, 14], [2, 4, 3, 3]);
        Assert.Equal("2*(14 - 1) + 0 + 1*(3-1) + 1 - 0 - 1 = 28, stride times 14", Check(same).ToString());
        LayerAnalysis given = Analyzed.Layer(new ConvTranspose(Square(3, 2), OutputShape: [27, 30]), [1, 2, 14, 14], [2, 4, 3, 3]);
        Assert.Equal("2*(14 - 1) + 0 + 1*(3-1) + 1 - 1 - 1 = 27, the size asked for", Check(given, 0).ToString());
        Check(given, 1);
    }

    [Fact]
    public void Layers_without_a_window_have_no_formula() =>
        Assert.Empty(Analyzed.Layer(new Unary(Activation.Relu), [1, 2, 5, 5]).Sizes);

    private static Window Square(int kernel, int stride, int pad = 0) => Window.Square(kernel, stride, pad);

    private static SizeFormula Check(LayerAnalysis layer, int axis = 1)
    {
        SizeFormula size = layer.Sizes[axis];
        Assert.Equal(layer.Output!.Value[axis + 2], size.Size);
        Assert.Equal(size.Size, FormulaCalculator.Calculate(size.Expression));
        return size;
    }
}
