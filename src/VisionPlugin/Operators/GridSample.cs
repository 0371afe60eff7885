using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Samples X at the places that a grid names. Place -1 along an axis is the first and 1 the last element: its centre with
/// aligned corners, else its outer edge. Places are computed in single precision, as everywhere, since rounding them
/// decides which element is the nearest.
/// Inputs: X (N, C, spatial...), numbers of any type; grid (N, output's spatial..., number of spatial axes), floating
/// point, whose last axis names the innermost axis of X first: (x, y) for pictures.
/// Output: Y (N, C, output's spatial...). ONNX GridSample (operator sets 16 to 22);
/// Jaderberg et al., Spatial Transformer Networks (2015).
/// </summary>
/// <param name="Mode">The interpolation; Cubic with a = -0.75.</param>
/// <param name="Padding">What lies outside of X.</param>
/// <param name="AlignCorners">Whether -1 and 1 are the centres of the outermost elements.</param>
public sealed record GridSample(
    Interpolation Mode = Interpolation.Linear, GridPadding Padding = GridPadding.Zeros, bool AlignCorners = false)
    : Operator
{
    /// <inheritdoc/>
    public override string Name => "GridSample";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.NotBool(inputs[0], "X");
        Guard.Rank(inputs[0], "X", 3);
        Guard.Type(inputs[1], "The grid", DataType.Float32, DataType.Float64, DataType.Float16);
        TensorShape x = inputs[0].Shape, grid = inputs[1].Shape;
        if (grid.Rank != x.Rank || grid[0] != x[0] || grid[^1] != x.Rank - 2)
        {
            throw new ShapeMismatchException(
                $"The grid {grid} must be [{x[0]}, sizes of Y's {x.Rank - 2} spatial axes, {x.Rank - 2}] for X {x}.");
        }

        TensorShape y = [x[0], x[1], .. grid.Sizes[1..^1]];
        if (x.Length == 0 && y.Length > 0)
            throw new ShapeMismatchException($"X {x} has no element to sample.");
        return [new TensorInfo(inputs[0].DataType, y)];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        outputs[0].Shape.Length * (long)Math.Pow(GridSampler.TapsOf(Mode), inputs[0].Shape.Rank - 2);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        var grid = new Tensor<float>(inputs[1]!.Shape);
        ElementValues.FromDouble(ElementValues.ToDouble(inputs[1]!), grid);
        PointSampling.Run(
            new GridSampler(this, inputs[0]!.Shape, grid, StridedMap.RowMajor(grid.Shape)), inputs[0]!, outputs[0]);
    }
}
