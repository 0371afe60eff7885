using VisionPlugin.Operators;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class NormalizationTests
{
    [Fact]
    public void Batch_normalization_scales_each_channel_by_its_statistics() => Gives(
        Floats([2, 2, 2], 1.5f, 2.5f, 2, 3, 5.5f, 6.5f, 6, 7),
        new BatchNormalization(0.5f),
        Range([2, 2, 2]),
        Floats([2], 2, 3), Floats([2], 1.5f, 3), Floats([2], 0, 3), Floats([2], 3.5f, 8.5f));

    [Fact]
    public void Batch_normalization_of_a_vector_has_one_channel() => Gives(
        Floats([3], 3, 5, 7), new BatchNormalization(0),
        Range([3], 1), Floats([1], 2), Floats([1], 5), Floats([1], 2), Floats([1], 1));

    [Fact]
    public void Batch_normalization_refuses_parameters_of_another_length()
    {
        Assert.Contains("Mean must be [3]", Error(new BatchNormalization(), [1, 3, 4, 4], [3], [3], [4], [3]));
        Assert.Contains("Expected 5 inputs", Error(new BatchNormalization(), [1, 3, 4, 4], [3], [3], [3]));
    }

    [Theory]
    [InlineData(3, new[] { 1 / 6f, 2 / 15f, 3 / 14f })]
    [InlineData(2, new[] { 1 / 6f, 2 / 14f, 3 / 10f })]
    [InlineData(1, new[] { 1 / 2f, 2 / 5f, 3 / 10f })]
    [InlineData(int.MaxValue, new[] { 1 / 15f, 2 / 15f, 3 / 15f })]
    public void Lrn_sums_squares_of_neighbours_one_more_after_than_before_for_even_sizes(int size, float[] expected)
    {
        // Alpha = size and bias 1: x / (1 + sum of squares).
        Gives(Floats([1, 3, 1], expected), new Lrn(size, size, 1), Range([1, 3, 1], 1));
    }

    [Fact]
    public void Lrn_raises_to_beta_and_keeps_positions_apart() => Gives(
        // The second position: (1 + 0.8 * (1 + 9))^0.5 = 3.
        Floats([1, 2, 2], 0, 1 / 3f, 0, 1),
        new Lrn(3, 2.4f, 0.5f, 1),
        Floats([1, 2, 2], 0, 1, 0, 3));

    [Fact]
    public void Lrn_refuses_size_0() => Assert.Contains("size must be 1 or more", Error(new Lrn(0), [1, 3, 4, 4]));
}
