using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class SplitTests
{
    [Fact]
    public void Cuts_into_equal_parts()
    {
        Tensor[] parts = Run(new Split(1, 2), Range([2, 4]));
        Assert.Equal([0, 1, 4, 5], parts[0].AsSpan<float>().ToArray());
        Assert.Equal([2, 3, 6, 7], parts[1].AsSpan<float>().ToArray());
    }

    [Fact]
    public void The_last_part_may_be_smaller() => Assert.Equal(
        [2, 2, 2, 1], Run(new Split(0, 4), Range([7])).Select(part => part.Shape[0]));

    [Fact]
    public void Cuts_into_given_parts() => Assert.Equal(
        [[0, 1], [], [2, 3, 4, 5]],
        Run(new Split(0, 3), Range([6]), new Tensor<long>([3], [2, 0, 4])).Select(
            part => part.AsSpan<float>().ToArray()));

    [Theory]
    [InlineData(2, 3)]
    [InlineData(-1, 7)]
    [InlineData(6)]
    [InlineData(long.MaxValue, long.MaxValue)]
    public void Sizes_that_do_not_add_up_are_named(params long[] sizes)
    {
        TensorInfo[] inputs = [new(DataType.Float32, [6]), TensorInfo.Of(new Tensor<long>([sizes.Length], sizes))];
        string message = Assert.Throws<ShapeMismatchException>(() => new Split(0, 2).InferShapes(inputs)).Message;
        Assert.Equal($"Sizes [{string.Join(", ", sizes)}] do not cut axis 0 of [6] into 2 parts.", message);
    }

    [Fact]
    public void Impossible_parts_are_refused()
    {
        Assert.Contains("parts", Error(new Split(0, 4), [5]));
        Assert.Contains("outside 1 to", Error(new Split(0, 0), [5]));
        Assert.Contains("outside 1 to", Error(new Split(0, int.MaxValue), [5]));
        Assert.Contains("out of range", Error(new Split(1, 2), [4]));
    }
}
