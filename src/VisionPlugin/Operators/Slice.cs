using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Takes a regular part of a tensor: along each listed axis the elements start, start + step, ... up to but without
/// end. Negative starts and ends count from the end, then both are clamped to the axis; a negative step goes backwards.
/// Inputs: data, then constant lists starts, ends, optional axes (0, 1, ... if absent), optional steps (1 if absent).
/// ONNX Slice; the attributes of opset 9 and before are given as inputs.
/// </summary>
public sealed record Slice : Operator
{
    /// <inheritdoc/>
    public override string Name => "Slice";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input > 0;

    /// <summary>Which elements of the data the output consists of.</summary>
    public static StridedMap Map(ReadOnlySpan<TensorInfo> inputs)
    {
        TensorShape x = inputs[0].Shape;
        long[] starts = Guard.Integers(inputs[1], "starts"), ends = Guard.Integers(inputs[2], "ends");
        TensorInfo axesInput = Guard.Optional(inputs, 3), stepsInput = Guard.Optional(inputs, 4);
        int[] axes = axesInput.IsPresent
            ? Guard.Axes(axesInput, "axes", x.Rank)
            : [.. Enumerable.Range(0, starts.Length)];
        long[] steps = stepsInput.IsPresent
            ? Guard.Integers(stepsInput, "steps")
            : [.. Enumerable.Repeat(1L, starts.Length)];
        if (starts.Length > x.Rank || ends.Length != starts.Length || axes.Length != starts.Length
            || steps.Length != starts.Length)
        {
            throw new ShapeMismatchException(
                $"{starts.Length} starts, {ends.Length} ends, {axes.Length} axes and {steps.Length} steps do not fit"
                + $" {x}.");
        }

        int[] strides = [.. StridedMap.RowMajor(x)];
        int[] sizes = x.Sizes.ToArray();
        int offset = 0;
        for (int i = 0; i < axes.Length; i++)
        {
            int axis = axes[i];
            (int start, int step, sizes[axis]) = Range(starts[i], ends[i], steps[i], x[axis]);
            offset += start * strides[axis];
            strides[axis] *= step;
        }

        return new StridedMap(new TensorShape(sizes), [.. strides], offset);
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 3, 5);
        return [new TensorInfo(inputs[0].DataType, Map(inputs).Output)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(Map(Guard.Infos(inputs)), inputs[0]!, outputs[0]);

    // First element, step and number of elements of start:end:step along an axis, as NumPy has it.
    private static (int Start, int Step, int Count) Range(long start, long end, long step, int size)
    {
        if (step == 0)
            throw new ShapeMismatchException("A slice with step 0 never ends.");
        // A step longer than the axis takes one element, whatever its length.
        step = Math.Clamp(step, -Math.Max(1L, size), Math.Max(1L, size));
        long last = step > 0 ? size : size - 1L, first = step > 0 ? 0 : -1;
        long from = Math.Clamp(start < 0 ? start + size : start, first, last);
        long to = Math.Clamp(end < 0 ? end + size : end, first, last);
        long count = step > 0 ? (to - from + step - 1) / step : (from - to - step - 1) / -step;
        return count <= 0 ? (0, (int)step, 0) : ((int)from, (int)step, (int)count);
    }
}
