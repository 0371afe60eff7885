using VisionPlugin.Tensors;

namespace VisionPlugin.Operators;

/// <summary>
/// Moves channels into blocks of pixels, as sub-pixel convolution does: input (N, C * B * B, H, W), output
/// (N, C, H * B, W * B) for block size B. Pixel (i, j) of a block comes from channel (i * B + j) * C + c, or from
/// channel (c * B + i) * B + j with the channel first (PyTorch's PixelShuffle). ONNX DepthToSpace, modes DCR and CRD.
/// </summary>
/// <param name="BlockSize">B, from 1.</param>
/// <param name="ChannelFirst">The output channel is the slowest part of the input channel (CRD).</param>
public sealed record DepthToSpace(int BlockSize, bool ChannelFirst = false) : Operator
{
    /// <inheritdoc/>
    public override string Name => "DepthToSpace";

    /// <summary>Where the output's elements lie in an input, walked as (N, C, H, B, W, B).</summary>
    public StridedMap Map(TensorShape x)
    {
        int b = BlockSize, channels = x[1] / b / b;
        TensorShape split = ChannelFirst ? [x[0], channels, b, b, x[2], x[3]] : [x[0], b, b, channels, x[2], x[3]];
        return new Transpose(ChannelFirst ? [0, 1, 4, 2, 5, 3] : [0, 3, 4, 1, 5, 2]).Map(split);
    }

    /// <inheritdoc/>
    public override TensorInfo[] InferShapes(ReadOnlySpan<TensorInfo> inputs)
    {
        Guard.Inputs(inputs, 1, 1);
        Guard.Rank(inputs[0], "The input", 4, 4);
        TensorShape x = inputs[0].Shape;
        long block = (long)BlockSize * BlockSize;
        if (BlockSize < 1 || x[1] % block != 0)
        {
            throw new ShapeMismatchException(
                $"The channels of {x} cannot be moved into blocks of {BlockSize} x {BlockSize}.");
        }

        return [new TensorInfo(
            inputs[0].DataType, Guard.Shape([x[0], x[1] / block, (long)x[2] * BlockSize, (long)x[3] * BlockSize]))];
    }

    /// <inheritdoc/>
    public override void Run(ReadOnlySpan<Tensor?> inputs, ReadOnlySpan<Tensor> outputs) =>
        DataMovement.Copy(Map(inputs[0]!.Shape), inputs[0]!, outputs[0]);
}
