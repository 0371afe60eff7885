namespace VisionPlugin.Cpu.Walks;

/// <summary>
/// Element (i0, i1, ...) of the target becomes the source's element (tables[0][i0], tables[1][i1], ...), or a constant
/// where a table has -1: padding, repetition, nearest-neighbour resizing. Source and target have the same layout.
/// </summary>
internal sealed unsafe class TableCopy : CpuKernel
{
    private const int TaskBytes = 65536;

    private readonly nint[][] _offsets;
    private readonly int _rows;
    private readonly int _runBytes;
    private readonly int _rowBytes;
    private readonly int _rowsPerTask;
    private readonly byte[]? _fill;
    private readonly byte* _source;
    private readonly byte* _target;
    private readonly Action<int, int> _task;

    /// <summary>Plans a copy from the first input to the first output.</summary>
    /// <param name="context">Input and output.</param>
    /// <param name="tables">For each axis of the graph the source position of each target position.</param>
    /// <param name="fill">The bytes of the constant element; null for zeros.</param>
    public TableCopy(KernelContext context, int[][] tables, byte[]? fill)
        : base(context)
    {
        Operand x = context.X, y = context.Y;
        int[] order = StridedWalk.MemoryOrder(x.Shape.Rank, y.Layout), strides = x.Strides();
        int size = x.ElementSize, run = size, last = order.Length - 1;

        // Axes that stay as they are, from the innermost one on, make up runs that are copied whole.
        for (; last >= 0 && IsIdentity(tables[order[last]], x.Shape[order[last]]); last--)
            run *= x.Shape[order[last]];
        _offsets = [.. order[..(last + 1)].Select(axis =>
            tables[axis].Select(position => position < 0 ? -1 : (nint)position * strides[axis] * size).ToArray())];
        if (_offsets.Length == 0)
            _offsets = [[0]];
        _runBytes = run;
        _rowBytes = run * _offsets[^1].Length;
        _rows = _offsets[..^1].Aggregate(1, (product, table) => product * table.Length);
        _rowsPerTask = Math.Max(1, TaskBytes / _rowBytes);
        _fill = fill is null || Array.TrueForAll(fill, b => b == 0) ? null : fill;
        _source = x.Bytes;
        _target = y.Bytes;
        _task = CopyRows;
    }

    /// <inheritdoc/>
    public override void Run() => Context.Team.For((_rows + _rowsPerTask - 1) / _rowsPerTask, _task);

    private static bool IsIdentity(int[] table, int size)
    {
        if (table.Length != size)
            return false;
        for (int i = 0; i < size; i++)
        {
            if (table[i] != i)
                return false;
        }

        return true;
    }

    private void CopyRows(int task, int member)
    {
        int first = task * _rowsPerTask, end = Math.Min(first + _rowsPerTask, _rows);
        for (int row = first; row < end; row++)
        {
            byte* target = _target + ((nint)row * _rowBytes);
            nint offset = Offset(row);
            nint[] runs = _offsets[^1];
            if (offset < 0)
            {
                Fill(target, _rowBytes);
                continue;
            }

            if (_runBytes == sizeof(float))
            {
                CopyElements((float*)(_source + offset), (float*)target, runs);
                continue;
            }

            foreach (nint run in runs)
            {
                if (run < 0)
                    Fill(target, _runBytes);
                else
                    new ReadOnlySpan<byte>(_source + offset + run, _runBytes).CopyTo(new Span<byte>(target, _runBytes));
                target += _runBytes;
            }
        }
    }

    private void CopyElements(float* source, float* target, nint[] runs)
    {
        foreach (nint run in runs)
        {
            if (run < 0)
                Fill((byte*)target, sizeof(float));
            else
                *target = *(float*)((byte*)source + run);
            target++;
        }
    }

    // Where a row of the target starts in the source; -1 if it is in the padding.
    private nint Offset(int row)
    {
        nint offset = 0;
        for (int axis = _offsets.Length - 2; axis >= 0; axis--)
        {
            nint[] table = _offsets[axis];
            nint step = table[row % table.Length];
            row /= table.Length;
            if (step < 0)
                return -1;
            offset += step;
        }

        return offset;
    }

    private void Fill(byte* target, int length)
    {
        var span = new Span<byte>(target, length);
        if (_fill is null)
        {
            span.Clear();
            return;
        }

        for (int i = 0; i < length; i += _fill.Length)
            _fill.CopyTo(span[i..]);
    }
}
