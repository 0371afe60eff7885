using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Walks;

/// <summary>
/// A kernel that turns each row along an axis into another one. Where the axis is the innermost in memory a task is a row, else as
/// many neighbouring ones as a register holds.
/// </summary>
internal abstract unsafe class AxisKernel<TVec> : CpuKernel
    where TVec : unmanaged, IVector<TVec>
{
    private readonly AxisWalk _walk;
    private readonly int _columnTasks;
    private readonly float* _x;
    private readonly float* _y;
    private readonly Action<int, int> _task;

    protected AxisKernel(KernelContext context, AxisWalk walk)
        : base(context)
    {
        _walk = walk;
        _columnTasks = (walk.Inner + TVec.Count - 1) / TVec.Count;
        _x = context.X.Data;
        _y = context.Y.Data;
        _task = walk.Inner == 1 ? RunRow : RunColumns;
    }

    public sealed override void Run() => Context.Team.For(_walk.Outer * _columnTasks, _task);

    /// <summary>A row of elements one after the other.</summary>
    protected abstract void RunRow(float* x, float* y, nint length);

    /// <summary>
    /// Neighbouring rows, whose elements lie <paramref name="step"/> apart: the first <paramref name="count"/> lanes of a register.
    /// </summary>
    protected abstract void RunColumns(float* x, float* y, nint length, nint step, int count);

    private void RunRow(int row, int member)
    {
        nint first = row * (nint)_walk.Length;
        RunRow(_x + first, _y + first, _walk.Length);
    }

    private void RunColumns(int task, int member)
    {
        nint inner = _walk.Inner;
        int column = task % _columnTasks * TVec.Count, count = (int)Math.Min(TVec.Count, inner - column);
        nint first = (task / _columnTasks * (nint)_walk.Length * inner) + column;
        RunColumns(_x + first, _y + first, _walk.Length, inner, count);
    }
}
