using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Cuts regions out of pictures and resizes each to the same size: every output element pools a grid of samples, each
/// interpolated between four elements. A sample more than one pixel outside of the picture is 0.
/// Inputs: X (N, C, H, W), floating point; regions (R, 4) as x1, y1, x2, y2, of X's type; their pictures (R), int64 or
/// int32; computed ones out of range are clamped. Output: Y (R, C, OutputHeight, OutputWidth).
/// ONNX RoiAlign (operator sets 10 to 22); He et al., Mask R-CNN (2017).
/// </summary>
/// <param name="OutputHeight">Rows of the output.</param>
/// <param name="OutputWidth">Columns of the output.</param>
/// <param name="SamplingRatio">Samples along each side of an output element; 0 for one a pixel of the input.</param>
/// <param name="SpatialScale">What turns the regions' coordinates into pixels of X.</param>
/// <param name="Pooling">What the samples become.</param>
/// <param name="Coordinates">How the regions' corners are read.</param>
public sealed record RoiAlign(
    int OutputHeight = 1,
    int OutputWidth = 1,
    int SamplingRatio = 0,
    float SpatialScale = 1,
    RegionPooling Pooling = RegionPooling.Average,
    RegionCoordinates Coordinates = RegionCoordinates.HalfPixel) : Operator
{
    private const int MaxSamplingRatio = 1 << 12;

    /// <inheritdoc/>
    public override string Name => "RoiAlign";

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 3);
        Guard.Type(inputs[0], "X", DataType.Float32, DataType.Float64, DataType.Float16);
        if (SamplingRatio is < 0 or > MaxSamplingRatio)
            throw new ShapeMismatchException($"sampling_ratio must be 0 to {MaxSamplingRatio}, not {SamplingRatio}.");
        TensorShape y = Regions.Infer(inputs, 4, OutputHeight, OutputWidth);
        if (inputs[2].Shape != [y[0]])
            throw new ShapeMismatchException($"The pictures of {y[0]} regions must be [{y[0]}], not {inputs[2].Shape}.");
        Indices.Check(inputs[2], inputs[0].Shape[0]);
        return [new TensorInfo(inputs[0].DataType, y)];
    }

    /// <inheritdoc/>
    public override long CountMacs(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        4L * outputs[0].Shape.Length * Math.Max(1, SamplingRatio) * Math.Max(1, SamplingRatio);

    /// <inheritdoc/>
    // Samples that are chosen by the size of the region are half a pixel apart or more.
    public override long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs) =>
        base.CountWork(inputs, outputs) + (SamplingRatio > 0 ? 0 : 16 * Regions.CountWork(inputs));

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        Tensor<float> regions = Regions.Floats(inputs[1]!);
        PointSampling.Run(
            new RoiAlignSampler(this, inputs[0]!.Shape, regions, inputs[2]!), inputs[0]!, outputs[0],
            Pooling == RegionPooling.Max);
    }
}
