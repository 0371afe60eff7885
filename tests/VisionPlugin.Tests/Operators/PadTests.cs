using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class PadTests
{
    // Expected values are those of numpy.pad([1, 2, 3, 4]).
    [Theory]
    [InlineData(PadMode.Constant, 2, 1, new float[] { 0, 0, 1, 2, 3, 4, 0 })]
    [InlineData(PadMode.Edge, 2, 1, new float[] { 1, 1, 1, 2, 3, 4, 4 })]
    [InlineData(PadMode.Reflect, 2, 1, new float[] { 3, 2, 1, 2, 3, 4, 3 })]
    [InlineData(PadMode.Reflect, 5, 7, new float[] { 2, 3, 4, 3, 2, 1, 2, 3, 4, 3, 2, 1, 2, 3, 4, 3 })]
    [InlineData(PadMode.Wrap, 2, 1, new float[] { 3, 4, 1, 2, 3, 4, 1 })]
    [InlineData(PadMode.Wrap, 5, 6, new float[] { 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2, 3, 4, 1, 2 })]
    [InlineData(PadMode.Constant, -1, -2, new float[] { 2 })]
    [InlineData(PadMode.Constant, -4, 3, new float[] { 0, 0, 0 })]
    [InlineData(PadMode.Constant, -2, 1, new float[] { 3, 4, 0 })]
    [InlineData(PadMode.Edge, -2, 1, new float[] { 3, 4, 4 })]
    [InlineData(PadMode.Reflect, -1, 2, new float[] { 2, 3, 4, 3, 2 })]
    [InlineData(PadMode.Wrap, -1, 2, new float[] { 2, 3, 4, 2, 3 })]
    public void A_list_is_padded_as_NumPy_does_after_cropping(PadMode mode, long begin, long end, float[] expected) =>
        Gives(Floats([expected.Length], expected), new Pad(mode), Floats([4], 1, 2, 3, 4), List(begin, end));

    [Fact]
    public void Begins_come_before_ends() => Gives(
        Floats([3, 4], 9, 9, 9, 9, 9, 9, 1, 2, 9, 9, 3, 4),
        new Pad(), Floats([2, 2], 1, 2, 3, 4), List(1, 2, 0, 0), Floats([], 9));

    [Fact]
    public void Axes_choose_what_is_padded() => Gives(
        Floats([2, 3], 1, 2, 2, 3, 4, 4), new Pad(PadMode.Edge), Floats([2, 2], 1, 2, 3, 4), List(0, 1), null,
        List(-1));

    [Fact]
    public void One_element_reflects_into_itself() =>
        Gives(Floats([4], 7, 7, 7, 7), new Pad(PadMode.Reflect), Floats([1], 7), List(1, 2));

    [Fact]
    public void Any_type_is_padded() =>
        Gives(new Tensor<bool>([3], [true, true, false]), new Pad(), new Tensor<bool>([2], [true, false]), List(1, 0),
            new Tensor<bool>([1], [true]));

    [Fact]
    public void Wrong_padding_is_named()
    {
        Assert.Equal("3 pads do not fit 1 axes of [4]: two an axis are needed.", Fault(new Pad(), List(1, 2, 3)));
        Assert.Equal("Axis 0 of [4] cannot be padded by -3 and -2.", Fault(new Pad(), List(-3, -2)));
        Assert.Contains("cannot be padded", Fault(new Pad(), List(-5, 3)));
        Assert.Contains("nothing to fill", Fault(new Pad(PadMode.Edge), List(-4, 1)));
        Assert.Contains("cannot be padded", Fault(new Pad(), List(long.MaxValue, long.MaxValue)));
        Assert.Contains("cannot be padded", Fault(new Pad(), List(long.MinValue, long.MinValue)));
        Assert.Contains("must be one Float32", Fault(new Pad(), List(1, 1), new Tensor<long>([], [1])));
    }

    private static Tensor<long> List(params long[] values) => new([values.Length], values);

    private static string Fault(Pad pad, params Tensor[] inputs) =>
        Assert.Throws<ShapeMismatchException>(() => Run(pad, [Range([4]), .. inputs])).Message;
}
