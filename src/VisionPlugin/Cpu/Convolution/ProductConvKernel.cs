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
    private readonly PackedMatrix<TVec> _packed;
    private readonly nint[] _runs;
    private readonly nint _channelStep;
    private readonly bool _packsOnce;
    private readonly Action<int, int> _pack;
    private readonly MatrixProduct<TVec> _product;

    /// <summary>Packs the weights, if they are constant, and binds the product.</summary>
    public ProductConvKernel(KernelContext context, bool joinsPixels)
        : base(context)
    {
        var conv = (Conv)context.Operator;
        Operand weights = context.Inputs[1]!;
        TensorShape w = weights.Shape;
        var axes = new WindowAxes(conv.Geometry(context.X.Shape, w), context.X.Shape);
        _packed = new PackedMatrix<TVec>(conv.Groups, axes.Taps * w[1], w[0] / conv.Groups);
        (nint tapStep, _channelStep) = weights.IsChannelsLast ? (w[1], 1) : ((nint)1, axes.Taps);
        _runs = [.. Enumerable.Range(0, axes.Taps).Select(tap => tap * tapStep)];
        _pack = PackPanel;
        _packsOnce = weights.IsConstant && context.Input(2) is null or { IsConstant: true };
        if (_packsOnce)
            Pack();
        _padded = joinsPixels ? new PaddedInput(context, axes) : null;
        IRowSource rows = _padded is not null ? _padded
            : axes.IsPointwise ? new MatrixRows(context.X.Data, axes.Channels)
            : new WindowRows(axes, context.X.Data);
        Operand? residual = context.Input(3, context.Y.Layout);
        _product = new MatrixProduct<TVec>(
            context, rows, axes.OutputPixels, _padded?.Runs ?? axes.Taps, _packed, Epilogue.Of<TVec>(conv.Activation))
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
        if (!_packsOnce)
            Pack();
        _padded?.Fill();
        _product.Run();
    }

    // Computed weights of pictures may have come channels-last.
    private void PackPanel(int task, int member)
    {
        Operand weights = Context.Inputs[1]!;
        int channels = weights.Shape[1], taps = _runs.Length, panels = _packed.Panels.Length, group = task / panels;
        float* first = weights.Data + ((nint)group * _packed.Columns * channels * taps);
        _packed.Pack(group, task % panels, first, _runs, channels, _channelStep, (nint)channels * taps);
    }

    private void Pack()
    {
        Context.Team.For(_packed.Groups * _packed.Panels.Length, _pack);
        if (Context.Input(2) is not { } bias)
            return;
        for (int group = 0; group < _packed.Groups; group++)
            _packed.SetBias(group, bias.Tensor.AsSpan<float>().Slice(group * _packed.Columns, _packed.Columns));
    }
}
