using VisionPlugin.Cpu.Layouts;
using VisionPlugin.Cpu.Simd;
using VisionPlugin.Operators;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>The grids of affine maps: a row of the grid is a line between two points.</summary>
internal abstract class AffineGridKernel : IKernelFactory
{
    /// <inheritdoc/>
    public static LayoutRule? RuleFor(Operator op, ReadOnlySpan<TensorInfo> inputs) =>
        inputs[0].DataType == DataType.Float32 ? LayoutRule.Planar : null;

    /// <inheritdoc/>
    public static CpuKernel Create<TVec>(KernelContext context)
        where TVec : unmanaged, IVector<TVec>
        => new Kernel(context);

    private sealed unsafe class Kernel : CpuKernel
    {
        private readonly TensorShape _shape;
        private readonly int _axes;
        private readonly float[][] _places;
        private readonly Action<int, int> _task;

        public Kernel(KernelContext context)
            : base(context)
        {
            var op = (AffineGrid)context.Operator;
            _shape = context.Y.Shape;
            _axes = _shape[^1];
            _places = [.. Enumerable.Range(1, _axes).Select(axis =>
                Enumerable.Range(0, _shape[axis]).Select(i => (float)op.Place(i, _shape[axis])).ToArray())];
            _task = FillRow;
        }

        public override void Run() => Context.Team.For(_shape.LengthOf(0, _axes), _task);

        private void FillRow(int row, int member)
        {
            bool isVolume = _axes == 3;
            int rest = row / _shape[_axes - 1], picture = isVolume ? rest / _shape[1] : rest;
            float y = _places[^2][row % _shape[_axes - 1]], z = isVolume ? _places[0][rest % _shape[1]] : 0;
            float* theta = Context.X.Data + ((nint)picture * _axes * (_axes + 1));
            float* target = Context.Y.Data + ((nint)row * _shape[_axes] * _axes);
            for (int k = 0; k < _axes; k++, theta += _axes + 1)
            {
                float shift = (theta[1] * y) + (isVolume ? theta[2] * z : 0) + theta[_axes], slope = theta[0];
                for (int i = 0; i < _places[^1].Length; i++)
                    target[(i * _axes) + k] = (slope * _places[^1][i]) + shift;
            }
        }
    }
}
