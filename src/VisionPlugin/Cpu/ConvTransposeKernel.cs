using VisionPlugin.Cpu.Convolution;
using VisionPlugin.Cpu.Gemm;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>
/// Transposed convolution with constant weights, as ordinary convolutions of stride 1: one for each remainder of the output
/// position modulo the strides, with the elements of the kernel that meet there. Nothing is multiplied by inserted zeros.
/// </summary>
internal abstract class ConvTransposeKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        bool isConstant = inputs[1].IsConstant && (inputs.Length < 3 || !inputs[2].IsPresent || inputs[2].IsConstant);
        return isConstant ? LayoutRule.ChannelsLast : null;
    }

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel<TVec>(context);

    private sealed unsafe class Kernel<TVec> : CpuKernel
        where TVec : unmanaged, IVector<TVec>
    {
        private readonly ConvTranspose _conv;
        private readonly TensorShape _weights;
        private readonly ConvGeometry _geometry;
        private readonly Epilogue _epilogue;
        private readonly MatrixProduct<TVec>[] _products;
        private readonly UnaryKernel? _activation;

        public Kernel(KernelContext context)
            : base(context)
        {
            _conv = (ConvTranspose)context.Operator;
            _weights = context.Inputs[1]!.Shape;
            _geometry = _conv.Geometry(context.X.Shape, _weights);
            _epilogue = Epilogue.Of<TVec>(_conv.Activation);
            WindowAxis z = _geometry.Axes.Length > 2 ? _geometry.Axes[^3] : WindowAxis.Unit;
            _products =
            [
                .. from partZ in TransposedAxis.Split(z)
                   from partY in TransposedAxis.Split(_geometry.Y)
                   from partX in TransposedAxis.Split(_geometry.X)
                   select Part(partZ, partY, partX),
            ];
            if (_epilogue.Then is { } function)
                _activation = new UnaryKernel(context with { Inputs = [context.Y] }, function);
        }

        public override void Run()
        {
            foreach (MatrixProduct<TVec> product in _products)
                product.Run();
            _activation?.Run();
        }

        private MatrixProduct<TVec> Part(TransposedAxis z, TransposedAxis y, TransposedAxis x)
        {
            KernelContext context = Context;
            var axes = new WindowAxes(context.X.Shape, z.Window, y.Window, x.Window);
            int channels = context.Y.Shape[1];
            WindowAxis fullZ = _geometry.Axes.Length > 2 ? _geometry.Axes[^3] : WindowAxis.Unit;
            WindowAxis fullY = _geometry.Y, fullX = _geometry.X;
            nint line = (nint)fullX.Input * channels, plane = fullY.Input * line;
            nint first = (z.First * plane) + (y.First * line) + ((nint)x.First * channels);
            return new MatrixProduct<TVec>(
                context,
                new WindowRows(axes, context.X.Data),
                axes.OutputPixels,
                axes.Taps,
                Pack(z.Taps, y.Taps, x.Taps),
                _epilogue with { Then = null })
            {
                Output = context.Y.Data + first,
                OutputStride = (nint)fullX.Stride * channels,
                GroupStep = context.X.Shape[1] / _conv.Groups,
                Lines = new OutputLines(
                    x.Window.Output,
                    y.Window.Output,
                    z.Window.Output,
                    (nint)fullX.Stride * channels,
                    fullY.Stride * line,
                    fullZ.Stride * plane,
                    fullZ.Input * plane),
            };
        }

        // W is (C, M / Groups, kernel...).
        private PackedMatrix<TVec> Pack(int[] tapsZ, int[] tapsY, int[] tapsX)
        {
            int channels = _weights[0] / _conv.Groups, outputs = _weights[1], kernel = _geometry.KernelLength;
            nint[] runs =
            [
                .. from z in tapsZ
                   from y in tapsY
                   from x in tapsX
                   select (nint)((((z * _geometry.Y.Kernel) + y) * _geometry.X.Kernel) + x),
            ];
            float* source = Context.Inputs[1]!.Data;
            var packed = new PackedMatrix<TVec>(_conv.Groups, runs.Length * channels, outputs);
            Context.Team.For(_conv.Groups * packed.Panels.Length, (task, _) =>
            {
                int group = task / packed.Panels.Length;
                float* first = source + ((nint)group * channels * outputs * kernel);
                packed.Pack(group, task % packed.Panels.Length, first, runs, channels, (nint)outputs * kernel, kernel);
            });
            for (int group = 0; group < _conv.Groups && Context.Input(2) is { } bias; group++)
                packed.SetBias(group, bias.Tensor.AsSpan<float>().Slice(group * outputs, outputs));
            return packed;
        }
    }
}
