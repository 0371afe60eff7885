using VisionPlugin.Cpu.Functions;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>An element-wise function of two operands that are broadcast to the output, then possibly an activation.</summary>
internal sealed unsafe class BroadcastKernel : CpuKernel
{
    private const int TaskLength = 8192;

    private readonly RowFunction2 _function;
    private readonly RowFunction? _activation;
    private readonly StridedWalk _walk;
    private readonly float* _a;
    private readonly float* _b;
    private readonly float* _y;
    private readonly int _rowsPerTask;
    private readonly int _cuts;
    private readonly Action<int, int> _task;

    /// <summary>Binds the operands.</summary>
    public BroadcastKernel(KernelContext context, RowFunction2 function, RowFunction? activation)
        : base(context)
    {
        _function = function;
        _activation = activation;
        TensorShape shape = context.Y.Shape;
        Operand a = Align(context, 0), b = Align(context, 1);
        _walk = StridedWalk.Create(
            shape.Sizes, context.Y.Strides(), StridedWalk.Broadcast(a, shape), StridedWalk.Broadcast(b, shape));
        _a = a.Data;
        _b = b.Data;
        _y = context.Y.Data;
        _rowsPerTask = Math.Max(1, TaskLength / _walk.Length);
        _cuts = (_walk.Length + TaskLength - 1) / TaskLength;
        _task = RunTask;
    }

    /// <inheritdoc/>
    public override void Run() => Context.Team.For((_walk.Rows + _rowsPerTask - 1) / _rowsPerTask * _cuts, _task);

    // Axis 1 means channels only where the rank is the output's.
    private static Operand Align(KernelContext context, int input) =>
        context.Inputs[input]!.Shape.Rank == context.Y.Shape.Rank
            ? context.Input(input, context.Y.Layout)! : context.Inputs[input]!;

    private void RunTask(int task, int member)
    {
        int first = task / _cuts * _rowsPerTask, end = Math.Min(first + _rowsPerTask, _walk.Rows);
        int start = task % _cuts * TaskLength, length = Math.Min(_walk.Length - start, TaskLength);
        nint aStep = _walk.Strides[1][^1], bStep = _walk.Strides[2][^1];
        WalkCursor cursor = _walk.At(first);
        for (int row = first; row < end; row++, cursor.MoveNext())
        {
            float* y = _y + cursor.First + start;
            _function.Apply(_a + cursor.Second + (start * aStep), aStep, _b + cursor.Third + (start * bStep), bStep, y, length);
            _activation?.Apply(y, y, length);
        }
    }
}
