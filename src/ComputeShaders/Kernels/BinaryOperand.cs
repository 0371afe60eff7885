using System.Collections.Immutable;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>An operand of binary.comp.</summary>
/// <param name="Mode">How it is read.</param>
/// <param name="Binding">What is bound.</param>
/// <param name="Strides">Its vectors, or floats, between neighbours along each axis of the walk; 0 repeats.</param>
internal sealed record BinaryOperand(BinaryMode Mode, GpuBinding Binding, ImmutableArray<int> Strides)
{
    /// <summary>
    /// An operand beside a packed output; null if it cannot be read so. The walk is over the output's vectors.
    /// </summary>
    public static BinaryOperand? Packed(KernelRequest request, int index)
    {
        TensorInfo operand = request.Inputs[index];
        TensorShape y = request.Outputs[0].Shape, shape = Pad(operand.Shape, y.Rank);
        bool oneChannel = shape[1] == 1 && y[1] > 1;
        TensorShape vectors = shape.With(1, GpuTensorLayout.Blocks(shape[1]));
        if (operand.IsConstant)
        {
            float[] data = [.. ElementValues.ToDouble(operand.Value).Select(v => (float)v)];
            return oneChannel
                ? new(BinaryMode.Scalar, GpuBinding.Table(data), Steps(shape, y))
                : new(BinaryMode.Singles, GpuBinding.Weights(
                    GpuTensorLayout.Pack(new Tensor<float>(shape, data), GpuLayout.Packed)), Steps(vectors, y));
        }

        bool sameRank = operand.Shape.Rank == y.Rank;
        if (oneChannel)
        {
            return sameRank && request.Layouts[index] == GpuLayout.Packed
                ? new(BinaryMode.FirstLane, GpuBinding.Vec4Input(index, GpuLayout.Packed), Steps(vectors, y))
                : new(BinaryMode.Scalar, GpuBinding.Input(index), Steps(shape, y));
        }

        if (sameRank)
            return new(BinaryMode.Vectors, GpuBinding.Vec4Input(index, GpuLayout.Packed), Steps(vectors, y));
        // One value a channel: linear floats are packed vectors already.
        return shape.Length == shape[1]
            ? new(BinaryMode.Singles, GpuBinding.Vec4Input(index, GpuLayout.Linear), Steps(vectors, y)) : null;
    }

    /// <summary>
    /// An operand beside a linear output: vectors if it has the output's shape, one scalar, or else lanes, for which
    /// both operands must be <see cref="LinearLanes"/>. The walk is over the output's vectors, as one axis.
    /// </summary>
    public static BinaryOperand Linear(KernelRequest request, int index)
    {
        TensorShape y = request.Outputs[0].Shape, shape = request.Inputs[index].Shape;
        if (shape.Length == y.Length)
            return new(BinaryMode.Vectors, Bind(request, index, vectors: true), [1]);
        return shape.Length == 1
            ? new(BinaryMode.Scalar, Bind(request, index, vectors: false), [0])
            : LinearLanes(request, index);
    }

    /// <summary>An operand beside a linear output, read lane by lane. The walk is over the output's elements.</summary>
    public static BinaryOperand LinearLanes(KernelRequest request, int index) => new(
        BinaryMode.Lanes, Bind(request, index, vectors: false),
        StridedMap.Broadcast(request.Inputs[index].Shape, request.Outputs[0].Shape).Strides);

    private static GpuBinding Bind(KernelRequest request, int index, bool vectors)
    {
        if (request.Inputs[index].Value is { } value)
        {
            // A constant exponent may be an integer.
            float[] data = [.. ElementValues.ToDouble(value).Select(v => (float)v)];
            return vectors
                ? GpuBinding.Weights(GpuTensorLayout.Pack(new Tensor<float>([data.Length], data), GpuLayout.Linear))
                : GpuBinding.Table(data);
        }

        return vectors ? GpuBinding.Vec4Input(index, GpuLayout.Linear) : GpuBinding.Input(index);
    }

    private static ImmutableArray<int> Steps(TensorShape shape, TensorShape output)
        => StridedMap.Broadcast(shape, output).Strides;

    private static TensorShape Pad(TensorShape shape, int rank)
        => [.. Enumerable.Repeat(1, rank - shape.Rank), .. shape.Sizes];
}
