using VisionPlugin.Cpu.Functions;
using VisionPlugin.Cpu.Walks;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cpu;

/// <summary>An element-wise function of two operands that are broadcast to the output, then possibly an activation.</summary>
internal sealed unsafe class BroadcastKernel : CpuKernel
{
    private const int TaskLength = 8192;

    // Short rows that meet the same operand again and again (a factor for each channel) are computed many at a time, with
    // that operand repeated up to about this length.
    private const int RepeatedLength = 1024;

    private readonly RowFunction2 _function;
    private readonly RowFunction? _activation;
    private readonly StridedWalk _walk;
    private readonly float* _a;
    private readonly float* _b;
    private readonly float* _y;
    private readonly int _rowsPerTask;
    private readonly int _cuts;
    private readonly int _repeats;
    private readonly int _repeated;
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
        _repeated = FindRepeated(_walk);
        _repeats = _repeated == 0 ? 1 : Math.Min(RepeatedLength / _walk.Length, Math.Min(_rowsPerTask, _walk.Sizes[^2]));
        _task = _repeats > 1 ? RunRepeated : RunTask;
        context.Scratch.ReserveForEach(RepeatedLength * sizeof(float));
    }

    /// <inheritdoc/>
    public override void Run() => Context.Team.For((_walk.Rows + _rowsPerTask - 1) / _rowsPerTask * _cuts, _task);

    // Axis 1 means channels only where the rank is the output's.
    private static Operand Align(KernelContext context, int input) =>
        context.Inputs[input]!.Shape.Rank == context.Y.Shape.Rank
            ? context.Input(input, context.Y.Layout)! : context.Inputs[input]!;

    // The operand (1 or 2) whose row is the same for all rows of the innermost but one axis, while the other one's rows and
    // those of the output follow each other; 0 if there is none.
    private static int FindRepeated(StridedWalk walk)
    {
        if (walk.Sizes.Length < 2 || walk.Strides.Any(strides => strides[^1] != 1) || walk.Strides[0][^2] != walk.Length)
            return 0;
        int[] next = [walk.Strides[1][^2], walk.Strides[2][^2]];
        return next[1] == 0 && next[0] == walk.Length ? 2 : next[0] == 0 && next[1] == walk.Length ? 1 : 0;
    }

    private void RunRepeated(int task, int member)
    {
        float* repeated = (float*)Context.Scratch.Of(member);
        int end = Math.Min((task + 1) * _rowsPerTask, _walk.Rows), length = _walk.Length;
        for (int row = task * _rowsPerTask; row < end;)
        {
            WalkCursor cursor = _walk.At(row);
            int rows = Math.Min(end - row, _walk.Sizes[^2] - (row % _walk.Sizes[^2]));
            float* once = _repeated == 2 ? _b + cursor.Third : _a + cursor.Second;
            for (int i = 0; i < Math.Min(rows, _repeats); i++)
                new ReadOnlySpan<float>(once, length).CopyTo(new Span<float>(repeated + (i * length), length));
            for (int done = 0; done < rows; done += _repeats)
            {
                nint offset = (nint)done * length, count = Math.Min(rows - done, _repeats) * (nint)length;
                float* y = _y + cursor.First + offset;
                float* a = _repeated == 1 ? repeated : _a + cursor.Second + offset;
                float* b = _repeated == 2 ? repeated : _b + cursor.Third + offset;
                _function.Apply(a, 1, b, 1, y, count);
                _activation?.Apply(y, y, count);
            }

            row += rows;
        }
    }

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
