using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// The slices along an axis, or the elements of the flattened tensor, for which a condition holds. Inputs: X, any type;
/// condition, a list of bool that must be known before the first run: it decides the output's shape. What lies beyond
/// its end is left out. ONNX Compress.
/// </summary>
/// <param name="Axis">The axis; null for the elements of the flattened tensor, as a list.</param>
public sealed record Compress(int? Axis = null) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Compress";

    /// <inheritdoc/>
    public override bool NeedsValue(int input) => input == 1;

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 2, 2);
        Guard.Type(inputs[1], "The condition", DataType.Bool);
        Guard.Rank(inputs[1], "The condition", 1, 1);
        if (inputs[1].Value is not { } condition)
            throw new ShapeMismatchException("The condition must be known before the first run: it decides the output's shape.");
        TensorShape x = inputs[0].Shape;
        int count = Kept(condition, x).Length;
        return [new TensorInfo(inputs[0].DataType, Axis is { } axis ? x.With(x.NormalizeAxis(axis), count) : [count])];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs)
    {
        TensorShape x = inputs[0]!.Shape;
        int[] kept = Kept(inputs[1]!, x);
        int axis = Axis is { } given ? x.NormalizeAxis(given) : 0;
        int length = Axis is null ? x.Length : x[axis], inner = Axis is null ? 1 : x.LengthOf(axis + 1, x.Rank);
        int outer = Axis is null ? 1 : x.LengthOf(0, axis);
        for (int o = 0; o < outer && inner > 0; o++)
        {
            for (int i = 0; i < kept.Length; i++)
            {
                int to = ((o * kept.Length) + i) * inner;
                DataMovement.Copy(inputs[0]!, ((o * length) + kept[i]) * inner, outputs[0], to, inner);
            }
        }
    }

    private int[] Kept(Tensor condition, TensorShape x)
    {
        int length = Axis is { } axis ? x[x.NormalizeAxis(axis)] : x.Length;
        byte[] flags = condition.AsBytes().ToArray();
        return [.. Enumerable.Range(0, Math.Min(length, flags.Length)).Where(i => flags[i] != 0)];
    }
}
