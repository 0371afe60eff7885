using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The grid of an affine map, for <see cref="GridSample"/>: grid(n, y, x) = theta(n) * (place(x), place(y), 1), where
/// places run from -1 to 1: through the centres of the outermost elements with aligned corners (an axis of one element is
/// at 0, as in PyTorch), else through their outer edges.
/// Inputs: theta (N, 2, 3) or (N, 3, 4), floating point; constant size (N, C, H, W) or (N, C, D, H, W).
/// Output: grid (N, H, W, 2) or (N, D, H, W, 3). ONNX AffineGrid; Jaderberg et al., Spatial Transformer Networks (2015).
/// </summary>
/// <param name="AlignCorners">Whether -1 and 1 are the centres of the outermost elements.</param>
public sealed record AffineGrid(bool AlignCorners = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "AffineGrid";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.Type(inputs[0], "Theta", DataType.Float32, DataType.Float64, DataType.Float16);
        TensorShape theta = inputs[0].Shape, size = Guard.Shape(Guard.Integers(inputs[1], "The size"));
        int axes = size.Rank - 2;
        if (axes is not (2 or 3) || theta != [size[0], axes, axes + 1])
        {
            throw new ShapeMismatchException(
                $"Theta {theta} and size {size} must be [N, 2, 3] and [N, C, H, W], or [N, 3, 4] and [N, C, D, H, W].");
        }

        return [new TensorInfo(inputs[0].DataType, [size[0], .. size.Sizes[2..], axes])];
    }

    /// <summary>The place of an element: -1 to 1 along an axis.</summary>
    internal double Place(int index, int size) => AlignCorners
        ? (size > 1 ? (2.0 * index / (size - 1)) - 1 : 0)
        : (((2.0 * index) + 1) / size) - 1;

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape shape = outputs[0].Shape;
        int axes = shape[^1];
        double[] theta = ElementValues.ToDouble(inputs[0]!), grid = new double[shape.Length];
        var place = new double[axes + 1];
        place[axes] = 1;
        for (int i = 0; i < grid.Length; i++)
        {
            // The innermost axis comes first in a place.
            int picture = i / axes;
            for (int axis = 0; axis < axes; axis++)
            {
                int size = shape[axes - axis];
                place[axis] = Place(picture % size, size);
                picture /= size;
            }

            int row = ((picture * axes) + (i % axes)) * (axes + 1);
            for (int k = 0; k <= axes; k++)
                grid[i] += theta[row + k] * place[k];
        }

        ElementValues.FromDouble(grid, outputs[0]);
    }
}
