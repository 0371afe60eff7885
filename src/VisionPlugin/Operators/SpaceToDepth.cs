using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Moves blocks of pixels into channels: input (N, C, H * B, W * B), output (N, C * B * B, H, W) for block size B.
/// Channel (i * B + j) * C + c holds pixel (i, j) of each block of channel c. ONNX SpaceToDepth.
/// </summary>
/// <param name="BlockSize">B, from 1.</param>
public sealed record SpaceToDepth(int BlockSize) : Operator
{
    /// <inheritdoc/>
    public override string Name => "SpaceToDepth";

    /// <summary>Where the output's elements lie in an input, walked as (N, B, B, C, H, W).</summary>
    public StridedMap Map(TensorShape x)
    {
        int b = BlockSize;
        return new Transpose([0, 3, 5, 1, 2, 4]).Map([x[0], x[1], x[2] / b, b, x[3] / b, b]);
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Rank(inputs[0], "The input", 4, 4);
        TensorShape x = inputs[0].Shape;
        if (BlockSize < 1 || x[2] % BlockSize != 0 || x[3] % BlockSize != 0)
            throw new ShapeMismatchException($"{x} does not consist of blocks of {BlockSize} x {BlockSize} pixels.");
        long channels = (long)x[1] * BlockSize;
        return [new TensorInfo(
            inputs[0].DataType, Guard.Shape([x[0], channels * BlockSize, x[2] / BlockSize, x[3] / BlockSize]))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(Map(inputs[0]!.Shape), inputs[0]!, outputs[0]);
}
