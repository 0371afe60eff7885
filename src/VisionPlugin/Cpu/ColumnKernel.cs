using VisionPlugin.Cpu.Convolution;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>Pictures to the columns of a window and back; a task is a channel of a picture.</summary>
internal abstract class ColumnKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs)
    {
        int axes = op is Im2Col ? inputs[0].Shape.Rank - 2 : inputs[1].Shape.Length;
        return inputs[0].DataType == DataType.Float32 && axes <= 3 ? LayoutRule.Planar : null;
    }

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel(context);

    private sealed unsafe class Kernel : CpuKernel
    {
        private readonly bool _addsUp;
        private readonly WindowAxes _axes;
        private readonly int _planes;
        private readonly int _inPlane;
        private readonly int _outPlane;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context)
            : base(context)
        {
            _addsUp = context.Operator is Col2Im;
            TensorShape picture = _addsUp ? context.Y.Shape : context.X.Shape;
            ConvGeometry geometry = context.Operator is Im2Col unfold ? unfold.Geometry(picture)
                : ((Col2Im)context.Operator).Geometry([.. context.Inputs.Select(i => TensorInfo.Of(i!.Tensor))]);
            _axes = new WindowAxes(geometry, picture);
            _planes = picture[0] * picture[1];
            _inPlane = picture.LengthOf(2, picture.Rank);
            _outPlane = geometry.OutputShape(1, 1).Length;
            _task = RunPlane;
        }

        public override void Run() => Context.Team.For(_planes, _task);

        private void RunPlane(int plane, int member)
        {
            float* pictures = _addsUp ? Context.Y.Data : Context.X.Data;
            float* columns = _addsUp ? Context.X.Data : Context.Y.Data;
            float* picture = pictures + ((nint)plane * _inPlane);
            float* column = columns + ((nint)plane * _axes.Taps * _outPlane);
            if (_addsUp)
                new Span<float>(picture, _inPlane).Clear();
            for (int tap = 0; tap < _axes.Taps; tap++)
            {
                int kx = tap % _axes.X.Kernel, ky = tap / _axes.X.Kernel % _axes.Y.Kernel;
                int kz = tap / (_axes.X.Kernel * _axes.Y.Kernel);
                for (int oz = 0; oz < _axes.Z.Output; oz++)
                {
                    int z = _axes.Z.Position(oz, kz);
                    for (int oy = 0; oy < _axes.Y.Output; oy++, column += _axes.X.Output)
                    {
                        int y = _axes.Y.Position(oy, ky);
                        bool inside = (uint)z < (uint)_axes.Z.Input && (uint)y < (uint)_axes.Y.Input;
                        float* line = picture + ((((nint)z * _axes.Y.Input) + y) * _axes.X.Input);
                        if (_addsUp && inside)
                            Add(line, column, kx);
                        else if (!_addsUp)
                            Copy(inside, line, column, kx);
                    }
                }
            }
        }

        private void Add(float* line, float* column, int kx)
        {
            for (int ox = 0; ox < _axes.X.Output; ox++)
            {
                int x = _axes.X.Position(ox, kx);
                if ((uint)x < (uint)_axes.X.Input)
                    line[x] += column[ox];
            }
        }

        private void Copy(bool inside, float* line, float* column, int kx)
        {
            for (int ox = 0; ox < _axes.X.Output; ox++)
            {
                int x = _axes.X.Position(ox, kx);
                column[ox] = inside && (uint)x < (uint)_axes.X.Input ? line[x] : 0;
            }
        }
    }
}
