using VisionPlugin.Cpu.Convolution;
using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>The largest element under a sliding window and where it is; a task is a channel of a picture.</summary>
internal abstract class MaxPoolIndicesKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 && inputs[0].Shape.Rank <= 5 ? LayoutRule.Planar : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel(context);

    private sealed unsafe class Kernel : CpuKernel
    {
        private readonly WindowAxes _axes;
        private readonly int _inPlane;
        private readonly int _outPlane;
        private readonly (int Z, int Y, int X) _steps;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context)
            : base(context)
        {
            var pool = (MaxPool)context.Operator;
            _axes = new WindowAxes(pool.Geometry(context.X.Shape), context.X.Shape);
            (WindowAxis z, WindowAxis y, WindowAxis x) = (_axes.Z, _axes.Y, _axes.X);
            _inPlane = z.Input * y.Input * x.Input;
            _outPlane = z.Output * y.Output * x.Output;
            _steps = pool.ColumnMajor ? (1, z.Input, z.Input * y.Input) : (y.Input * x.Input, x.Input, 1);
            _task = PoolPlane;
        }

        public override void Run() => Context.Team.For(Context.X.Shape[0] * Context.X.Shape[1], _task);

        private void PoolPlane(int plane, int member)
        {
            float* x = Context.X.Data + ((nint)plane * _inPlane), y = Context.Y.Data + ((nint)plane * _outPlane);
            long* indices = (long*)Context.Outputs[1].Bytes + ((nint)plane * _outPlane);
            for (int oz = 0, o = 0; oz < _axes.Z.Output; oz++)
            {
                (int fromZ, int toZ) = Inside(_axes.Z, oz);
                for (int oy = 0; oy < _axes.Y.Output; oy++)
                {
                    (int fromY, int toY) = Inside(_axes.Y, oy);
                    for (int ox = 0; ox < _axes.X.Output; ox++, o++)
                    {
                        (int fromX, int toX) = Inside(_axes.X, ox);
                        float max = float.NegativeInfinity;
                        int best = -1;
                        for (int z = fromZ; z < toZ; z += _axes.Z.Dilation)
                        {
                            for (int i = fromY; i < toY; i += _axes.Y.Dilation)
                            {
                                float* line = x + (((nint)z * _axes.Y.Input) + i) * _axes.X.Input;
                                for (int j = fromX; j < toX; j += _axes.X.Dilation)
                                {
                                    float value = line[j];
                                    if (value <= max && best >= 0)
                                        continue;
                                    // Greater, the first, or no number, of which the first one stays.
                                    if (best >= 0 && float.IsNaN(max))
                                        continue;
                                    max = value;
                                    best = (z * _steps.Z) + (i * _steps.Y) + (j * _steps.X);
                                }
                            }
                        }

                        y[o] = max;
                        indices[o] = best < 0 ? -1 : ((long)plane * _inPlane) + best;
                    }
                }
            }
        }

        // First position of the window in the input, and one after the last.
        private static (int From, int To) Inside(in WindowAxis axis, int o)
        {
            int first = axis.Position(o, 0), end = Math.Min(first + axis.Span, axis.Input);
            return (first >= 0 ? first : first + ((-first + axis.Dilation - 1) / axis.Dilation * axis.Dilation), end);
        }
    }
}
