using VisionPlugin.Operators;
using VisionPlugin.Tensors;
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

    [Fact]
    public void Instance_normalization_takes_the_statistics_of_each_channel_of_each_picture() => Gives(
        // Means 2 and 7, variances 1 and 9, epsilon 0; then * 2 + 1 and * 3 + 0.
        Floats([1, 2, 2], -1, 3, 3, -3),
        new InstanceNormalization(0), Floats([1, 2, 2], 1, 3, 10, 4), Floats([2], 2, 3), Floats([2], 1, 0));

    [Theory]
    [InlineData(new float[] { 1, 1, 2, 2 }, new float[] { 0, 0, 10, 10 })]
    [InlineData(new float[] { 1, 2 }, new float[] { 0, 10 })]
    public void Group_normalization_takes_the_statistics_of_each_group_of_channels(float[] scale, float[] b) => Gives(
        // Channels 0 and 1: mean 2, variance 1; channels 2 and 3: mean 5, variance 16; epsilon 9.
        Floats([1, 4, 1], -0.31622777f, 0.31622777f, 8.4f, 11.6f),
        new GroupNormalization(2, 9), Floats([1, 4, 1], 1, 3, 1, 9), Floats([scale.Length], scale), Floats([b.Length], b));

    [Fact]
    public void Layer_normalization_takes_the_statistics_of_the_last_axes_and_can_return_them()
    {
        Tensor[] outputs = Run(new LayerNormalization(-1, 0),
            Floats([2, 2], 1, 3, 10, 4), Floats([2], 2, 3), Floats([1], 1));
        Assert.Equal([-1, 4, 3, -2], outputs[0].AsSpan<float>().ToArray());
        Assert.Equal(new TensorShape([2, 1]), outputs[1].Shape);
        Assert.Equal([2, 7], outputs[1].AsSpan<float>().ToArray());
        Assert.Equal([1, 1 / 3f], outputs[2].AsSpan<float>().ToArray());
    }

    [Fact]
    public void Rms_normalization_divides_by_the_root_mean_square()
    {
        // Mean squares 25 / 2 and 0, epsilon 12: divided by 4.9497475 and 3.4641016.
        var op = new LayerNormalization(-1, 12, Centered: false);
        Gives(Floats([2, 2], 1.2121831f, 2.4243661f, 0, 0), op, Floats([2, 2], 3, 4, 0, 0), Floats([2], 2, 3));
        Assert.Equal("RMSNormalization", op.Name);
        Assert.Contains("Expected 2 inputs", Error(op, [2, 2], [2], [2]));
    }

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        Assert.Contains("Scale must be [3]", Error(new InstanceNormalization(), [1, 3, 4], [4], [3]));
        Assert.Contains("rank 3 or more", Error(new InstanceNormalization(), [4, 3], [3], [3]));
        Assert.Contains("4 groups do not divide the 6", Error(new GroupNormalization(4), [1, 6, 4], [6], [6]));
        Assert.Contains("num_groups must be 1", Error(new GroupNormalization(0), [1, 6, 4], [6], [6]));
        Assert.Contains("B must be [2]", Error(new GroupNormalization(2), [1, 6, 4], [2], [6]));
        Assert.Contains("Axis 3", Error(new LayerNormalization(3), [1, 6, 4], [4]));
        Assert.Contains("Scale [6, 4] cannot", Error(new LayerNormalization(), [1, 6, 4], [6, 4]));
        Assert.Contains("B [3] cannot", Error(new LayerNormalization(1), [1, 6, 1], [1], [3]));
    }
}
