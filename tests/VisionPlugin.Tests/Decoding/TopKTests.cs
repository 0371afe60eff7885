using VisionPlugin.Decoding;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Decoding;

public class TopKTests
{
    [Fact]
    public void The_largest_come_first_and_the_earlier_of_equals()
    {
        var random = new Random(2);
        for (int round = 0; round < 200; round++)
        {
            float[] values = [.. Enumerable.Range(0, random.Next(40)).Select(_ => random.Next(-3, 4) / 2f)];
            var indices = new int[random.Next(12)];
            int count = TopK.Select(values, indices);
            int[] expected = [.. Enumerable.Range(0, values.Length).OrderByDescending(i => values[i]).ThenBy(i => i).Take(indices.Length)];
            Assert.Equal(expected, indices[..count]);
        }
    }

    [Fact]
    public void NaN_comes_last()
    {
        var indices = new int[4];
        Assert.Equal(4, TopK.Select([float.NaN, 1, float.NegativeInfinity, float.NaN, 2], indices));
        Assert.Equal([4, 1, 2, 0], indices);
    }

    [Fact]
    public void Softmax_turns_logits_of_any_size_into_probabilities()
    {
        var top = new Classification[2];
        int count = new ClassificationDecoder { Softmax = true }.Decode(new Tensor<float>([1, 3], [1000, 1001, 999]), top);
        Assert.Equal(2, count);
        Assert.Equal(1, top[0].ClassId);
        Assert.Equal(1 / (1 + Math.Exp(-1) + Math.Exp(-2)), top[0].Score, 1e-6);
        Assert.Equal(0, top[1].ClassId);
    }

    [Fact]
    public void Scores_that_are_not_numbers_still_give_classes()
    {
        var top = new Classification[3];
        foreach (bool softmax in (bool[])[false, true])
            Assert.Equal(3, new ClassificationDecoder { Softmax = softmax }.Decode(new Tensor<float>([3], [float.NaN, float.NaN, float.NaN]), top));
    }

    [Theory]
    [InlineData(new[] { 1, 10 }, 10, true)]
    [InlineData(new[] { 1, 10, 1, 1 }, 10, true)]
    [InlineData(new[] { 10 }, 10, true)]
    [InlineData(new[] { 2, 10 }, 10, false)]
    [InlineData(new[] { 1, 9 }, 10, false)]
    [InlineData(new[] { 1, 10, 7, 7 }, 10, false)]
    [InlineData(new[] { 0 }, null, false)]
    public void Classifiers_have_one_score_a_class(int[] shape, int? classes, bool fits)
    {
        Exception? error = Record.Exception(() => new ClassificationDecoder().Validate([new TensorShape(shape)], classes));
        Assert.Equal(fits, error is null);
        if (!fits)
            Assert.IsType<ShapeMismatchException>(error);
    }
}
