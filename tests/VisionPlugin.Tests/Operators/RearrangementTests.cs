using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

/// <summary>DepthToSpace, SpaceToDepth, CenterCropPad, CumSum and NumberRange.</summary>
public class RearrangementTests
{
    [Fact]
    public void Channels_become_blocks_of_pixels()
    {
        // The first example of the ONNX specification, with 1 x 2 pixels: channel i holds 9 i and 9 i + 1.
        Tensor x = Floats([1, 8, 1, 2], [.. Enumerable.Range(0, 16).Select(i => (i / 2 * 9f) + (i % 2))]);
        Gives(Floats([1, 2, 2, 4], 0, 18, 1, 19, 36, 54, 37, 55, 9, 27, 10, 28, 45, 63, 46, 64), new DepthToSpace(2),
            x);
        Gives(Floats([1, 2, 2, 4], 0, 9, 1, 10, 18, 27, 19, 28, 36, 45, 37, 46, 54, 63, 55, 64),
            new DepthToSpace(2, ChannelFirst: true), x);
    }

    [Fact]
    public void Space_to_depth_is_the_way_back()
    {
        Tensor x = Range([2, 12, 3, 2]);
        Gives(x, new SpaceToDepth(2), Run(new DepthToSpace(2), x)[0]);
        Gives(Floats([1, 4, 1, 2], 0, 2, 1, 3, 4, 6, 5, 7), new SpaceToDepth(2), Range([1, 1, 2, 4]));
    }

    [Fact]
    public void Blocks_must_fit()
    {
        Assert.Equal("The channels of [1, 6, 2, 2] cannot be moved into blocks of 2 x 2.",
            Error(new DepthToSpace(2), [1, 6, 2, 2]));
        Assert.Equal("[1, 6, 2, 3] does not consist of blocks of 2 x 2 pixels.",
            Error(new SpaceToDepth(2), [1, 6, 2, 3]));
        Assert.Contains("blocks of 0", Error(new DepthToSpace(0), [1, 6, 2, 2]));
        Assert.Contains("blocks of -1", Error(new SpaceToDepth(-1), [1, 6, 2, 2]));
        Assert.Contains("rank 4", Error(new DepthToSpace(2), [4, 2, 2]));
        Assert.Contains("is no shape", Error(new DepthToSpace(int.MaxValue), [1, 0, 2, 2]));
    }

    [Fact]
    public void Cropping_and_padding_around_the_centre_leaves_the_odd_rest_at_the_end()
    {
        var op = new CenterCropPad([]);
        Gives(Floats([3], 1, 2, 3), op, Range([5]), List(3));
        Gives(Floats([2], 1, 2), op, Range([5]), List(2));
        Gives(Floats([4], 0, 1, 2, 0), op, Range([2], 1), List(4));
        Gives(Floats([5], 0, 1, 2, 0, 0), op, Range([2], 1), List(5));
        Assert.Contains("2 sizes do not fit 1 axes", Fault(op, Range([2]), List(1, 2)));
        Assert.Contains("cannot become -1", Fault(op, Range([2]), List(-1)));
    }

    [Fact]
    public void Running_sums()
    {
        Tensor x = Range([5], 1), axis = new Tensor<int>([], [0]);
        Gives(Floats([5], 1, 3, 6, 10, 15), new CumSum(), x, axis);
        Gives(Floats([5], 0, 1, 3, 6, 10), new CumSum(Exclusive: true), x, axis);
        Gives(Floats([5], 15, 14, 12, 9, 5), new CumSum(Reverse: true), x, axis);
        Gives(Floats([5], 14, 12, 9, 5, 0), new CumSum(true, true), x, axis);
        Gives(Floats([2, 3], 1, 2, 3, 5, 7, 9), new CumSum(), Range([2, 3], 1), axis);
        Gives(Floats([2, 3], 1, 3, 6, 4, 9, 15), new CumSum(), Range([2, 3], 1), List(-1));
        Gives(new Tensor<byte>([2], [200, 144]), new CumSum(), new Tensor<byte>([2], [200, 200]), axis);
        Assert.Contains("names axis 1", Fault(new CumSum(), x, List(1)));
        Assert.Contains("axis must be one number", Fault(new CumSum(), Range([2, 3]), List(0, 1)));
    }

    [Fact]
    public void A_range_stops_before_its_limit()
    {
        var range = new NumberRange();
        Gives(Floats([2], 1, 3), range, Floats([], 1), Floats([], 5), Floats([], 2));
        Gives(new Tensor<int>([2], [10, 7]), range, Int(10), Int(4), Int(-3));
        Gives(new Tensor<int>([0], []), range, Int(4), Int(10), Int(-3));
        Gives(Floats([3], 0, 0.4f, 0.8f), range, Floats([1], 0), Floats([1], 1), Floats([1], 0.4f));
        Assert.Contains("in steps of 0", Fault(range, Int(1), Int(2), Int(0)));
        Assert.Contains("no list of numbers",
            Fault(range, Floats([], 0), Floats([], float.PositiveInfinity), Floats([], 1)));
        Assert.Contains("no list of numbers", Fault(range, Floats([], float.NaN), Floats([], 1), Floats([], 1)));
        Assert.Contains("start must be one element", Fault(range, Floats([2], 0, 1), Floats([], 1), Floats([], 1)));
        TensorInfo[] computed = [TensorInfo.Of(Int(1)), new(DataType.Int32, []), TensorInfo.Of(Int(1))];
        Assert.Contains("limit must be known",
            Assert.Throws<ShapeMismatchException>(() => range.InferShapes(computed)).Message);

        static Tensor<int> Int(int value) => new([], [value]);
    }

    private static Tensor<long> List(params long[] values) => new([values.Length], values);

    private static string Fault(Operator op, params Tensor[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => OperatorRun.Run(op, inputs)).Message;
}
