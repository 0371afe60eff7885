using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Resizes any axes by interpolation. Inputs: X; optional constant region of interest (starts, then ends, as fractions;
/// used by TfCropAndResize); then either constant scales (float, output = floor(input * scale)) or constant sizes. An
/// empty list counts as absent. Output: X's element type and rank. Nearest takes any element type, the others any
/// numbers; integers are interpolated in double precision and truncated. ONNX Resize and Upsample (Asymmetric, Floor).
/// </summary>
/// <param name="Mode">The interpolation.</param>
/// <param name="Coordinates">Which input position an output position looks at.</param>
public sealed record Resize(Interpolation Mode, CoordinateMode Coordinates = CoordinateMode.HalfPixel) : Operator
{
    /// <summary>Which element Nearest takes.</summary>
    public NearestMode Nearest { get; init; } = NearestMode.RoundPreferFloor;

    /// <summary>What given sizes mean.</summary>
    public AspectRatioPolicy AspectRatio { get; init; } = AspectRatioPolicy.Stretch;

    /// <summary>The axes that scales, sizes and the region are for; empty for all.</summary>
    public ImmutableArray<int> Axes { get; init; } = [];

    /// <summary>The parameter a of Cubic; ONNX cubic_coeff_a.</summary>
    public float CubicCoefficient { get; init; } = -0.75f;

    /// <summary>Elements outside the input get weight 0, instead of those at the edge being repeated.</summary>
    public bool ExcludeOutside { get; init; }

    /// <summary>Linear and Cubic widen their filter where the output is smaller than the input.</summary>
    public bool Antialias { get; init; }

    /// <summary>What TfCropAndResize shows outside the input.</summary>
    public float ExtrapolationValue { get; init; }

    /// <inheritdoc/>
    public override string Name => "Resize";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input > 0;

    /// <summary>The resizing along every axis of X.</summary>
    public ImmutableArray<ResizeAxis> Geometry(ReadOnlySpan<TensorInfo> inputs) => ResizeGeometry.Resolve(this, inputs);

    /// <summary>The interpolation table of an axis, for any backend to apply.</summary>
    internal ResizeTaps Taps(ResizeAxis axis) => ResizeFilter.Build(this, axis);

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 4);
        if (Mode != Interpolation.Nearest)
            Guard.NotBool(inputs[0], "X");
        return [new TensorInfo(inputs[0].DataType, new TensorShape([.. Geometry(inputs).Select(axis => axis.Output)]))];
    }

    /// <inheritdoc/>
    public override long CountWork(ReadOnlySpan<TensorInfo> inputs, ReadOnlySpan<TensorInfo> outputs)
    {
        ImmutableArray<ResizeAxis> axes = Geometry(inputs);
        TensorShape shape = inputs[0].Shape;
        long work = base.CountWork(inputs, outputs);
        foreach (int axis in ResizeGeometry.InOrder(axes, Enumerable.Range(0, axes.Length)))
        {
            shape = shape.With(axis, axes[axis].Output);
            work += (long)shape.Length * ResizeFilter.CountOf(this, axes[axis]);
        }

        return work;
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        // An empty output may still have one axis that is too long for a table.
        if (outputs[0].Shape.Length == 0)
            return;
        ImmutableArray<ResizeAxis> geometry = Geometry(Guard.Infos(inputs));
        ResizeTaps[] taps = [.. geometry.Select(Taps)];
        if (Mode == Interpolation.Nearest)
            Select(taps, inputs[0]!, outputs[0]);
        else
            Interpolate(geometry, taps, inputs[0]!, outputs[0]);
    }

    private void Select(ResizeTaps[] taps, Tensor x, Tensor y)
    {
        if (taps.Any(axis => axis.Positions.Contains(-1)))
        {
            Tensor outside = Tensor.Create(y.DataType, []);
            ElementValues.FromDouble([ExtrapolationValue], outside);
            DataMovement.Fill(y, outside.AsBytes());
        }

        DataMovement.CopyByTables([.. taps.Select(axis => axis.Positions)], x, y);
    }

    // One axis after the other: the weights of several axes multiply.
    private void Interpolate(ImmutableArray<ResizeAxis> geometry, ResizeTaps[] taps, Tensor x, Tensor y)
    {
        double[] data = ElementValues.ToDouble(x);
        TensorShape shape = x.Shape;
        foreach (int axis in ResizeGeometry.InOrder(geometry, Enumerable.Range(0, taps.Length)))
        {
            data = AlongAxis(
                taps[axis], data, shape.LengthOf(0, axis), shape[axis], shape.LengthOf(axis + 1, shape.Rank));
            shape = shape.With(axis, y.Shape[axis]);
        }

        ElementValues.FromDouble(data, y);
    }

    private double[] AlongAxis(ResizeTaps taps, double[] data, int outer, int size, int inner)
    {
        int output = taps.Positions.Length / taps.Count;
        var result = new double[outer * output * inner];
        for (int i = 0; i < result.Length; i++)
        {
            int column = i % inner, o = i / inner % output, row = i / inner / output;
            double sum = 0;
            for (int k = o * taps.Count; k < (o + 1) * taps.Count; k++)
            {
                int at = (((row * size) + taps.Positions[k]) * inner) + column;
                sum += taps.Weights[k] * (taps.Positions[k] < 0 ? ExtrapolationValue : data[at]);
            }

            result[i] = sum;
        }

        return result;
    }
}
