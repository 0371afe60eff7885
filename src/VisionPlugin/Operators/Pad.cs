using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Adds elements around a tensor, or removes them where a count is negative. Inputs: data; constant list of counts, all
/// begins and then all ends; optional constant value of one element, 0 if absent; optional constant list of the axes
/// that the counts are for, all axes if absent. ONNX Pad; the attributes pads and value of opset 10 and before are
/// given as inputs.
/// </summary>
/// <param name="Mode">What the added elements hold.</param>
public sealed record Pad(PadMode Mode = PadMode.Constant) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Pad";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input > 0;

    /// <summary>The padding along each axis of the data.</summary>
    public ImmutableArray<PadAxis> Axes(ReadOnlySpan<TensorInfo> inputs)
    {
        TensorShape x = inputs[0].Shape;
        long[] pads = Guard.Integers(inputs[1], "pads");
        TensorInfo list = Guard.Optional(inputs, 3);
        int[] axes = list.IsPresent ? Guard.Axes(list, "axes", x.Rank) : [.. Enumerable.Range(0, x.Rank)];
        if (pads.Length != 2 * axes.Length)
        {
            throw new ShapeMismatchException(
                $"{pads.Length} pads do not fit {axes.Length} axes of {x}: two an axis are needed.");
        }

        var result = new PadAxis[x.Rank];
        for (int axis = 0; axis < x.Rank; axis++)
            result[axis] = new PadAxis(Mode, x[axis], 0, 0);
        for (int i = 0; i < axes.Length; i++)
            result[axes[i]] = Axis(x, axes[i], pads[i], pads[i + axes.Length]);
        return ImmutableArray.Create(result);
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 4);
        TensorInfo value = Guard.Optional(inputs, 2);
        if (value.IsPresent && (value.DataType != inputs[0].DataType || value.Shape.Length != 1))
            throw new ShapeMismatchException($"The padding value must be one {inputs[0].DataType}, not {value}.");
        return [new TensorInfo(inputs[0].DataType, new TensorShape([.. Axes(inputs).Select(axis => axis.Output)]))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        ImmutableArray<PadAxis> axes = Axes(Guard.Infos(inputs));
        if (Guard.Optional(inputs, 2) is { } value)
            DataMovement.Fill(outputs[0], value.AsBytes());
        else
            outputs[0].AsBytes().Clear();
        Run(axes, inputs[0]!, outputs[0]);
    }

    /// <summary>
    /// Writes what the padding shows of the data; elements that show the constant keep what they hold.
    /// </summary>
    internal static void Run(ImmutableArray<PadAxis> axes, Tensor data, Tensor result)
    {
        // An empty output may still have one axis that is too long for a table.
        if (result.Shape.Length == 0)
            return;
        int[][] tables = [.. axes.Select(axis => Enumerable.Range(0, axis.Output).Select(axis.Source).ToArray())];
        DataMovement.CopyByTables(tables, data, result);
    }

    private PadAxis Axis(TensorShape x, int axis, long begin, long end)
    {
        const long Limit = int.MaxValue;
        long left = x[axis] + Math.Min(0, Math.Max(begin, -Limit)) + Math.Min(0, Math.Max(end, -Limit));
        if (left < 0 || begin > Limit || end > Limit || x[axis] + begin + end > Limit)
            throw new ShapeMismatchException($"Axis {axis} of {x} cannot be padded by {begin} and {end}.");
        if (left == 0 && Mode != PadMode.Constant && (begin > 0 || end > 0))
        {
            throw new ShapeMismatchException(
                $"Axis {axis} of {x} has nothing to fill its padding of {begin} and {end} with.");
        }

        return new PadAxis(Mode, x[axis], (int)begin, (int)end);
    }
}
