using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

/// <summary>Expand, Tile and ConstantOfShape: more elements from fewer.</summary>
public class RepeatTests
{
    [Fact]
    public void Expand_broadcasts_both_ways()
    {
        Gives(Floats([2, 3], 1, 1, 1, 2, 2, 2), new Expand(), Floats([2, 1], 1, 2), List(3));
        Assert.Equal([2, 3, 6], Run(new Expand(), Range([3, 1]), List(2, 1, 6))[0].Shape);
        Assert.Equal([3, 4], Run(new Expand(), Range([3, 4]), List(3, 1))[0].Shape);
        Assert.Contains("cannot be broadcast", Fault(new Expand(), Range([3]), List(4)));
        Assert.Contains("is no shape", Fault(new Expand(), Range([3]), List(-1)));
        Assert.Contains("more than", Fault(new Expand(), Range([1]), List(1 << 20, 1 << 20)));
    }

    [Fact]
    public void Tile_repeats_the_whole()
    {
        // The example of the ONNX specification.
        Gives(Floats([4, 4], 0, 1, 0, 1, 2, 3, 2, 3, 0, 1, 0, 1, 2, 3, 2, 3), new Tile(), Range([2, 2]), List(2, 2));
        Assert.Equal([0, 2], Run(new Tile(), Range([2, 2]), List(0, 1))[0].Shape);
        Assert.Contains("1 repeats do not fit the 2 axes", Fault(new Tile(), Range([2, 2]), List(2)));
        Assert.Contains("cannot be repeated -1 times", Fault(new Tile(), Range([2]), List(-1)));
        Assert.Contains("cannot be repeated", Fault(new Tile(), Range([2]), List(long.MaxValue)));
        Assert.Contains("is no shape", Fault(new Tile(), Range([2]), List(int.MaxValue)));
    }

    [Fact]
    public void ConstantOfShape_has_the_type_of_its_value()
    {
        Gives(Filled([2, 3], 0), new ConstantOfShape(), List(2, 3));
        Gives(new Tensor<short>([3], [-5, -5, -5]), new ConstantOfShape(), List(3), new Tensor<short>([1], [-5]));
        Gives(Floats([], 7), new ConstantOfShape(), new Tensor<long>([0]), Floats([1], 7));
        Assert.Contains("one element", Fault(new ConstantOfShape(), List(3), Floats([2], 1, 2)));
        Assert.Contains("is no shape", Fault(new ConstantOfShape(), List(-3)));
        Assert.Contains("more than", Fault(new ConstantOfShape(), List(1L << 20, 1L << 20)));
    }

    private static Tensor<long> List(params long[] values) => new([values.Length], values);

    private static string Fault(Operator op, params Tensor[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => Run(op, inputs)).Message;
}
