using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Adds columns up to pictures, the reverse of <see cref="Im2Col"/>:
/// Y(n, c, p) = sum over k, o with position(o, k) = p of X(n, c * K + k, o), where K is the block's number of elements.
/// Inputs: X (N, C * K, positions of the block), numbers of any type; constant spatial shape of Y; constant shape of the
/// block. Output: Y (N, C, spatial...). ONNX Col2Im; PyTorch's Fold.
/// </summary>
/// <param name="Strides">Steps of the block; empty for 1.</param>
/// <param name="Dilations">Distance between neighbouring elements of the block; empty for 1.</param>
/// <param name="Pads">Padding around Y: all begins, then all ends; empty for none.</param>
public sealed record Col2Im(
    ImmutableArray<int> Strides = default, ImmutableArray<int> Dilations = default, ImmutableArray<int> Pads = default)
    : Operator
{
    /// <inheritdoc/>
    public override string Name => "Col2Im";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input > 0;

    /// <summary>The block as a window that slides over Y.</summary>
    public ConvGeometry Geometry(ReadOnlySpan<TensorInfo> inputs)
    {
        TensorShape image = Guard.Shape(Guard.Integers(inputs[1], "The image's shape"));
        TensorShape block = Guard.Shape(Guard.Integers(inputs[2], "The block's shape"));
        if (image.Rank > TensorShape.MaxRank - 2 || block.Rank != image.Rank)
            throw new ShapeMismatchException($"A block {block} does not fit an image {image}.");
        return ConvGeometry.Resolve(
            new Window([.. block.Sizes], Strides, Dilations, Pads), [1, 1, .. image.Sizes]);
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 3);
        Guard.NotBool(inputs[0], "X");
        Guard.Rank(inputs[0], "X", 3, 3);
        TensorShape x = inputs[0].Shape;
        ConvGeometry geometry = Geometry(inputs);
        int columns = geometry.OutputShape(1, 1).Length;
        if (x[1] % geometry.KernelLength != 0 || x[2] != columns)
        {
            throw new ShapeMismatchException(
                $"X {x} must be [N, C * {geometry.KernelLength}, {columns}] for this block and image.");
        }

        return [new TensorInfo(inputs[0].DataType, geometry.InputShape(x[0], x[1] / geometry.KernelLength))];
    }

    /// <inheritdoc/>
    public override long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        (long)inputs[0].Shape.Length + outputs[0].Shape.Length;

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        if (outputs[0].Shape.Length == 0)
            return;
        double[] x = ElementValues.ToDouble(inputs[0]!), y = new double[outputs[0].Shape.Length];
        var taps = new WindowTaps(Geometry(Guard.Infos(inputs)));
        TensorShape shape = outputs[0].Shape;
        int outPlane = shape.LengthOf(2, shape.Rank);
        for (int plane = 0; plane < shape[0] * shape[1]; plane++)
        {
            for (int o = 0; o < taps.OutputLength; o++)
            {
                ReadOnlySpan<int> positions = taps.At(o);
                for (int k = 0; k < positions.Length; k++)
                {
                    if (positions[k] >= 0)
                        y[(plane * outPlane) + positions[k]] += x[(((plane * positions.Length) + k) * taps.OutputLength) + o];
                }
            }
        }

        ElementValues.FromDouble(y, outputs[0]);
    }
}
