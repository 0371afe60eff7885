using System.Collections.Immutable;
using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Reorders the axes: axis i of the output is axis Permutation[i] of the input. ONNX Transpose.
/// </summary>
/// <param name="Permutation">The input's axes in the order of the output; empty reverses them.</param>
public sealed record Transpose(ImmutableArray<int> Permutation) : Operator
{
    /// <inheritdoc/>
    public override string Name => "Transpose";

    /// <summary>Where the output's elements lie in an input.</summary>
    public StridedMap Map(TensorShape input)
    {
        int[] order = Order(input);
        ImmutableArray<int> strides = StridedMap.RowMajor(input);
        return new StridedMap(
            new TensorShape([.. order.Select(axis => input[axis])]), [.. order.Select(axis => strides[axis])]);
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        return [new TensorInfo(inputs[0].DataType, Map(inputs[0].Shape).Output)];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(Map(inputs[0]!.Shape), inputs[0]!, outputs[0]);

    /// <summary>The input's axes in the order of the output.</summary>
    public int[] Order(TensorShape input)
    {
        if (Permutation.IsDefaultOrEmpty)
            return [.. Enumerable.Range(0, input.Rank).Reverse()];
        if (Permutation.Length != input.Rank || Permutation.Distinct().Count() != input.Rank
            || Permutation.Any(axis => axis < 0 || axis >= input.Rank))
        {
            throw new ShapeMismatchException(
                $"[{string.Join(", ", Permutation)}] does not permute the axes of {input}.");
        }

        return [.. Permutation];
    }
}
