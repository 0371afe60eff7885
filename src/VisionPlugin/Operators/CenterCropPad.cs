using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Crops or pads with 0 around the centre to given sizes; an odd rest goes to the end. Inputs: data; constant list of
/// sizes. Output: the data with those sizes along the axes. ONNX CenterCropPad.
/// </summary>
/// <param name="Axes">The axes that the sizes are for; empty for all.</param>
public sealed record CenterCropPad(ImmutableArray<int> Axes) : Operator
{
    /// <inheritdoc/>
    public override string Name => "CenterCropPad";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <summary>The cropping or padding along each axis of the data.</summary>
    public ImmutableArray<PadAxis> Geometry(ReadOnlySpan<TensorInfo> inputs)
    {
        TensorShape x = inputs[0].Shape;
        long[] sizes = Guard.Integers(inputs[1], "The shape");
        int[] axes = Axes.IsDefaultOrEmpty
            ? [.. Enumerable.Range(0, x.Rank)]
            : Guard.Axes([.. Axes.Select(axis => (long)axis)], "axes", x.Rank);
        if (sizes.Length != axes.Length)
            throw new ShapeMismatchException($"{sizes.Length} sizes do not fit {axes.Length} axes of {x}.");
        PadAxis[] result = [.. x.Sizes.ToArray().Select(size => new PadAxis(PadMode.Constant, size, 0, 0))];
        for (int i = 0; i < axes.Length; i++)
        {
            int size = x[axes[i]];
            if (sizes[i] is < 0 or > int.MaxValue)
                throw new ShapeMismatchException($"Axis {axes[i]} of {x} cannot become {sizes[i]} elements.");
            int difference = (int)sizes[i] - size, begin = difference / 2;
            result[axes[i]] = new PadAxis(PadMode.Constant, size, begin, difference - begin);
        }

        return ImmutableArray.Create(result);
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        return [new TensorInfo(inputs[0].DataType, new TensorShape([.. Geometry(inputs).Select(axis => axis.Output)]))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        outputs[0].AsBytes().Clear();
        Pad.Run(Geometry(Guard.Infos(inputs)), inputs[0]!, outputs[0]);
    }
}
