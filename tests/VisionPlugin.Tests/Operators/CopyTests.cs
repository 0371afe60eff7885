using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class CopyTests
{
    private static readonly Tensor<bool> True = new([], [true]);

    [Fact]
    public void Identity_copies_any_type() => Assert.Equal([5, -6],
        Elements<long>(0, new Identity(), new Tensor<long>([2], [5, -6])));

    [Fact]
    public void Dropout_copies_at_inference_and_its_mask_is_all_true()
    {
        Tensor[] outputs = Run(new Dropout(), Floats([3], 1, 2, 3), Floats([], 0.9f), new Tensor<bool>([], [false]));
        Assert.Equal([1, 2, 3], outputs[0].AsSpan<float>().ToArray());
        Assert.Equal([true, true, true], outputs[1].AsSpan<bool>().ToArray());
    }

    [Fact]
    public void Dropout_in_training_is_refused_unless_it_drops_nothing()
    {
        var dropout = new Dropout();
        TensorInfo x = TensorInfo.Of(Floats([3], 1, 2, 3)), training = TensorInfo.Of(True);
        Assert.Contains("training_mode is true", Assert.Throws<ShapeMismatchException>(
            () => dropout.InferShapes([x, TensorInfo.Of(Floats([], 0.5f)), training])).Message);
        Assert.Contains("training_mode is true", Assert.Throws<ShapeMismatchException>(
            () => dropout.InferShapes([x, default, training])).Message);
        Assert.Equal(2, dropout.InferShapes([x, TensorInfo.Of(Floats([], 0)), training]).Length);
    }

    [Fact]
    public void Dropout_needs_its_mode_before_the_first_run()
    {
        Assert.True(new Dropout().NeedsValue(2));
        Assert.False(new Dropout().NeedsValue(0));
        TensorInfo[] inputs = [new(DataType.Float32, [3]), default, new(DataType.Bool, [])];
        var error = Assert.Throws<ShapeMismatchException>(() => new Dropout().InferShapes(inputs));
        Assert.Contains("training_mode must be known", error.Message);
    }
}
