using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class TransposeTests
{
    [Fact]
    public void A_matrix_is_mirrored_at_its_diagonal() =>
        Gives(Floats([3, 2], 0, 3, 1, 4, 2, 5), new Transpose([]), Range([2, 3]));

    [Fact]
    public void Axis_i_of_the_output_is_axis_permutation_i_of_the_input()
    {
        // Y(w, n, h) = X(n, h, w)
        Tensor y = Run(new Transpose([2, 0, 1]), Range([2, 3, 4]))[0];
        Assert.Equal([4, 2, 3], y.Shape);
        Assert.Equal([0, 4, 8, 12, 16, 20, 1, 5, 9, 13, 17, 21], y.AsSpan<float>()[..12].ToArray());
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 0, 1)]
    [InlineData(0, 1, 3)]
    [InlineData(-1, 0, 1)]
    public void What_is_no_permutation_is_named(params int[] order) => Assert.Equal(
        $"[{string.Join(", ", order)}] does not permute the axes of [2, 3, 4].",
        Error(new Transpose([.. order]), [2, 3, 4]));

    [Fact]
    public void A_map_yields_the_input_element_of_each_output_element()
    {
        Assert.Equal([0, 2, 4, 1, 3, 5], [.. Elements(new Transpose([1, 0]).Map([3, 2]))]);
        Assert.Equal([0, 0, 1, 1], [.. Elements(StridedMap.Broadcast([2, 1], [2, 2]))]);
        Assert.Equal([5, 4, 3], [.. Elements(new StridedMap([3], [-1], 5))]);
        Assert.Equal([7], [.. Elements(new StridedMap([], [], 7))]);
        Assert.Empty(Elements(new StridedMap([2, 0], [1, 1])));
    }

    private static List<int> Elements(StridedMap map)
    {
        var elements = new List<int>();
        foreach (int element in map)
            elements.Add(element);
        return elements;
    }
}
