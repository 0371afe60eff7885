using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class ConcatTests
{
    [Fact]
    public void Joins_along_any_axis()
    {
        Tensor a = Range([2, 2]), b = Range([2, 2], 10);
        Gives(Floats([4, 2], 0, 1, 2, 3, 10, 11, 12, 13), new Concat(0), a, b);
        Gives(Floats([2, 4], 0, 1, 10, 11, 2, 3, 12, 13), new Concat(1), a, b);
        Gives(Floats([2, 4], 0, 1, 10, 11, 2, 3, 12, 13), new Concat(-1), a, b);
    }

    [Fact]
    public void Strings_of_different_length_keep_their_order() => Gives(
        new Tensor<long>([6], [1, 2, 3, 4, 5, 6]),
        new Concat(0), new Tensor<long>([1], [1]), new Tensor<long>([0]), new Tensor<long>([3], [2, 3, 4]),
        new Tensor<long>([2], [5, 6]));

    [Fact]
    public void Misfits_are_named()
    {
        Assert.Equal("Input 1 [2, 4] differs from [3, 3] in more than axis 1.", Error(new Concat(1), [3, 3], [2, 4]));
        Assert.Contains("differs", Error(new Concat(0), [3], [3, 1]));
        Assert.Contains("Axis 2 is out of range", Error(new Concat(2), [3, 3]));
        Assert.Contains("rank 1 or more", Error(new Concat(0), TensorShape.Create([]), []));
        Assert.Contains("Expected", Error(new Concat(0)));
    }

    [Fact]
    public void Sizes_that_add_up_to_too_much_are_refused()
    {
        TensorShape huge = [1 << 30, 1];
        Assert.Contains("is no shape", Error(new Concat(0), huge, huge, huge));
    }
}
