using VisionPlugin.Cpu.Gemm;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu.Convolution;

/// <summary>
/// Convolution as a matrix product: rows are output pixels, columns output channels, k runs over the window and the input
/// channels of the group. The window's pixels are found through pointers; only inputs of few channels are copied.
/// </summary>
internal sealed unsafe class ProductConvKernel<TVec> : CpuKernel
    where TVec : unmanaged, IVector<TVec>
{
    private readonly PaddedInput? _padded;
    private readonly MatrixProduct<TVec> _product;

    /// <summary>Packs the weights and binds the product.</summary>
    public ProductConvKernel(KernelContext context, bool joinsPixels)
        : base(context)
    {
        var conv = (Conv)context.Operator;
        TensorShape w = context.Inputs[1]!.Shape;
        var axes = new WindowAxes(conv.Geometry(context.X.Shape, w), context.X.Shape);
        PackedMatrix<TVec> weights = Pack(context, conv.Groups, w, axes.Taps);
        _padded = joinsPixels ? new PaddedInput(context, axes) : null;
        IRowSource rows = _padded is not null ? _padded
            : axes.IsPointwise ? new MatrixRows(context.X.Data, axes.Channels)
            : new WindowRows(axes, context.X.Data);
        Operand? residual = context.Input(3, context.Y.Layout);
        _product = new MatrixProduct<TVec>(
            context, rows, axes.OutputPixels, _padded?.Runs ?? axes.Taps, weights, Epilogue.Of<TVec>(conv.Activation))
        {
            Output = context.Y.Data + context.Y.FirstChannel,
            OutputStride = context.Y.Shape[1],
            Residual = residual is null ? null : residual.Data,
            GroupStep = w[1],
        };
    }

    /// <inheritdoc/>
    public override void Run()
    {
        _padded?.Fill();
        _product.Run();
    }

    private static PackedMatrix<TVec> Pack(KernelContext context, int groups, TensorShape w, int taps)
    {
        int outputs = w[0] / groups, channels = w[1];
        float* source = context.Inputs[1]!.Data;
        var packed = new PackedMatrix<TVec>(groups, taps * channels, outputs);
        nint[] runs = [.. Enumerable.Range(0, taps)];
        context.Team.For(groups * packed.Panels.Length, (task, _) =>
        {
            int group = task / packed.Panels.Length;
            float* first = source + ((nint)group * outputs * channels * taps);
            packed.Pack(group, task % packed.Panels.Length, first, runs, channels, taps, (nint)channels * taps);
        });
        if (context.Input(2) is { } bias)
        {
            for (int group = 0; group < groups; group++)
                packed.SetBias(group, bias.Tensor.AsSpan<float>().Slice(group * outputs, outputs));
        }

        return packed;
    }
}
