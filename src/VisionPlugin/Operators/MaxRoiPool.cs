using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Cuts regions out of pictures and divides each into OutputHeight x OutputWidth bins of whole pixels, which may overlap by
/// one; every output element is the largest of a bin, 0 if the bin is empty.
/// Inputs: X (N, C, H, W), floating point; regions (R, 5) as picture, x1, y1, x2, y2 (the last pixels included), of X's
/// type. Output: Y (R, C, OutputHeight, OutputWidth). ONNX MaxRoiPool; Girshick, Fast R-CNN (2015).
/// </summary>
/// <param name="OutputHeight">Rows of the output.</param>
/// <param name="OutputWidth">Columns of the output.</param>
/// <param name="SpatialScale">What turns the regions' coordinates into pixels of X.</param>
public sealed record MaxRoiPool(int OutputHeight, int OutputWidth, float SpatialScale = 1) : Operator
{
    /// <inheritdoc/>
    public override string Name => "MaxRoiPool";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.Type(inputs[0], "X", DataType.Float32, DataType.Float64, DataType.Float16);
        return [new TensorInfo(inputs[0].DataType, Regions.Infer(inputs, 5, OutputHeight, OutputWidth))];
    }

    /// <inheritdoc/>
    public override long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        base.CountWork(inputs, outputs) + Regions.CountWork(inputs);

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) => PointSampling.Run(
        new MaxRoiSampler(this, inputs[0]!.Shape, Regions.Floats(inputs[1]!)), inputs[0]!, outputs[0], isMax: true);
}
