using VisionPlugin.Operators;
using VisionPlugin.Tensors;
using static VisionPlugin.Tests.Operators.OperatorRun;

namespace VisionPlugin.Tests.Operators;

public class ColumnTests
{
    [Fact]
    public void Columns_hold_what_the_window_sees() => Gives(
        Floats([1, 4, 2], 0, 1, 1, 2, 3, 4, 4, 5), new Im2Col(Window.Square(2)), Range([1, 1, 2, 3]));

    [Fact]
    public void Columns_of_the_padding_are_zero() => Gives(
        Floats([1, 4, 2], 0, 2, 1, 3, 0, 5, 4, 6), new Im2Col(new Window([2], [2], [], [1, 0])),
        Floats([1, 2, 3], 1, 2, 3, 4, 5, 6));

    [Fact]
    public void Overlapping_columns_add_up() => Gives(
        // Rows (1, 2), (3, 4), (5, 6), (7, 8) are the window's elements at both positions.
        Floats([1, 1, 2, 3], 1, 2 + 3, 4, 5, 6 + 7, 8), new Col2Im(),
        Floats([1, 4, 2], 1, 2, 3, 4, 5, 6, 7, 8), new Tensor<long>([2], [2, 3]), new Tensor<long>([2], [2, 2]));

    [Fact]
    public void Columns_of_ones_count_how_often_the_window_sees_an_element() => Gives(
        Floats([1, 1, 3, 3], 1, 2, 1, 2, 4, 2, 1, 2, 1), new Col2Im(),
        Filled([1, 4, 4], 1), new Tensor<long>([2], [3, 3]), new Tensor<long>([2], [2, 2]));

    [Fact]
    public void A_convolution_is_a_product_with_columns()
    {
        Tensor<float> x = Testing.RandomTensor.Uniform([1, 3, 5, 6], 1), w = Testing.RandomTensor.Uniform([4, 3, 3, 3], 2);
        Window window = Window.Square(3, stride: 2, pad: 1);
        Tensor columns = Run(new Im2Col(window), x)[0], y = Run(new Conv(window), x, w)[0];
        Gives(y.Reshape([1, 4, 9]), new MatMul(), w.Reshape([1, 4, 27]), columns);
    }

    [Fact]
    public void Elements_return_to_where_the_pool_found_them() => Gives(
        Floats([1, 1, 4, 4], 0, 0, 0, 0, 0, 1, 0, 2, 0, 0, 0, 0, 0, 3, 0, 4), new MaxUnpool(Window.Square(2, stride: 2)),
        Floats([1, 1, 2, 2], 1, 2, 3, 4), new Tensor<long>([1, 1, 2, 2], [5, 7, 13, 15]));

    [Fact]
    public void A_larger_output_gets_zeros_at_its_end() => Gives(
        Floats([1, 2, 3], 5, 0, 0, 0, 6, 0), new MaxUnpool(new Window([2], [2], [], [])),
        Floats([1, 2, 1], 5, 6), new Tensor<long>([1, 2, 1], [0, 3]), new Tensor<long>([3], [1, 2, 3]));

    [Fact]
    public void A_place_outside_is_left_out() => Gives(
        Floats([1, 1, 2], 0, 7), new MaxUnpool(new Window([1], [], [], [])),
        Floats([1, 1, 2], 5, 7), new Tensor<long>([1, 1, 2], [-1, 1]));

    [Fact]
    public void Errors_say_what_does_not_fit()
    {
        TensorInfo x = new(DataType.Float32, [1, 5, 4]);
        TensorInfo image = TensorInfo.Of(new Tensor<long>([2], [3, 3])), block = TensorInfo.Of(new Tensor<long>([2], [2, 2]));
        var error = Assert.Throws<ShapeMismatchException>(() => new Col2Im().InferShapes([x, image, block]));
        Assert.Contains("must be [N, C * 4, 4]", error.Message);
        TensorInfo places = new(DataType.Int64, [1, 5, 3]);
        error = Assert.Throws<ShapeMismatchException>(
            () => new MaxUnpool(new Window([2], [2], [], [])).InferShapes([x, places]));
        Assert.Contains("must have X's shape [1, 5, 4]", error.Message);
        TensorInfo small = TensorInfo.Of(new Tensor<long>([3], [1, 5, 7]));
        error = Assert.Throws<ShapeMismatchException>(
            () => new MaxUnpool(new Window([2], [2], [], [])).InferShapes([x, places with { Shape = x.Shape }, small]));
        Assert.Contains("must hold [1, 5, 8]", error.Message);
    }
}
