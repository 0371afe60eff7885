using VisionPlugin.Cpu.Functions;
using VisionPlugin.Cpu.Simd;

namespace VisionPlugin.Cpu.Gemm;

/// <summary>
/// Y = act(bias + A * B + residual) with B packed, shared out over a team of threads. Rows of A are found through
/// pointers, so that a convolution is a product too. With groups, group g multiplies the columns of A from g * GroupStep
/// on by matrix g and writes the columns of Y from g * Columns on.
/// </summary>
internal sealed unsafe class MatrixProduct<TVec>
    where TVec : unmanaged, IVector<TVec>
{
    private const int TallestTile = 8;

    // Half of a usual second-level cache: the chunk of a panel that is used for one row of tiles after the other.
    private const int ChunkBytes = 256 * 1024;

    // Sums over more than this are made of sums over parts: rounding errors grow with the root of a sum's length.
    private const int LongestSum = 512;

    // Rows of A that one task takes through all panels stay in the second-level cache too.
    private const int BlockBytes = 384 * 1024;
    private const int TasksPerThread = 4;
    private const int CacheLine = 64;

    private readonly ThreadTeam _team;
    private readonly ScratchMemory _scratch;
    private readonly PackedMatrix<TVec> _b;
    private readonly IRowSource _a;
    private readonly DepthChunk[] _chunks;
    private readonly int _rows;
    private readonly int _runs;
    private readonly Epilogue _epilogue;
    private readonly Action<int, int> _task;
    private readonly int _blockRows;
    private readonly int _blocks;
    private readonly int _panelsPerTask;
    private readonly int _tileHeight;
    private readonly bool _fetchesAhead;
    private readonly int _panelTasks;

    /// <summary>Plans a product.</summary>
    /// <param name="context">Threads and scratch memory.</param>
    /// <param name="a">Where the rows of A are.</param>
    /// <param name="rows">Rows of A and Y.</param>
    /// <param name="runs">Runs of k in each row; their lengths are equal and their sum is the depth of B.</param>
    /// <param name="b">The packed matrices.</param>
    /// <param name="epilogue">What happens to the sums.</param>
    public MatrixProduct(
        KernelContext context, IRowSource a, int rows, int runs, PackedMatrix<TVec> b, Epilogue epilogue)
    {
        (_team, _scratch, _a, _b, _rows, _runs, _epilogue) = (context.Team, context.Scratch, a, b, rows, runs, epilogue);
        int widest = TVec.RowVectors * TVec.Count * sizeof(float);
        _chunks = b.Depth == 0 ? [default] : DepthChunk.Cut(runs, b.Depth / runs, Math.Clamp(ChunkBytes / widest, 64, LongestSum));

        _tileHeight = b.Panels[0].Vectors == 1 ? TallestTile : 6;
        _fetchesAhead = b.GroupBytes > 2 * ChunkBytes;
        int wanted = _team.Size == 1 ? 1 : _team.Size * TasksPerThread;
        int fitting = Math.Max(_tileHeight, (int)Math.Min(BlockBytes / ((b.Depth + 1) * (long)sizeof(float)), 1 << 20));
        if ((long)rows * b.Depth * sizeof(float) >= b.GroupBytes || b.Panels.Length == 1)
        {
            // Tall: tasks are blocks of rows.
            _panelsPerTask = b.Panels.Length;
            int share = (rows + wanted - 1) / wanted;
            _blockRows = Math.Min(fitting, Math.Max(share, 4 * _tileHeight));
        }
        else
        {
            // Wide: tasks are panels, through which all rows go.
            _panelsPerTask = Math.Max(1, b.Panels.Length / wanted);
            int panelTasks = (b.Panels.Length + _panelsPerTask - 1) / _panelsPerTask;
            int splits = Math.Max(1, wanted / (panelTasks * b.Groups));
            _blockRows = Math.Max((rows + splits - 1) / splits, 4 * _tileHeight);
        }

        _blockRows = (_blockRows + _tileHeight - 1) / _tileHeight * _tileHeight;
        _blocks = (rows + _blockRows - 1) / _blockRows;
        _panelTasks = (b.Panels.Length + _panelsPerTask - 1) / _panelsPerTask;
        _scratch.ReserveForEach((long)_blockRows * runs * sizeof(float*));
        _task = RunTask;
    }

    /// <summary>Y.</summary>
    public float* Output { get; set; }

    /// <summary>Floats from one row of Y, and of the residual, to the next.</summary>
    public nint OutputStride { get; init; }

    /// <summary>What is added to Y, in the same places; null if nothing is.</summary>
    public float* Residual { get; init; }

    /// <summary>Where the rows of Y are, if not one after the other.</summary>
    public OutputLines? Lines { get; init; }

    /// <summary>Columns of A from one group to the next.</summary>
    public int GroupStep { get; init; }

    /// <summary>Computes Y.</summary>
    public void Run() => _team.For(_b.Groups * _blocks * _panelTasks, _task);

    private void RunTask(int task, int member)
    {
        // Panels change fastest: threads that work side by side share rows of A.
        int panel = task % _panelTasks * _panelsPerTask, block = task / _panelTasks % _blocks;
        int group = task / _panelTasks / _blocks;
        int first = block * _blockRows, count = Math.Min(_blockRows, _rows - first);
        float** table = (float**)_scratch.Of(member);
        Locate(table, first, count);
        int end = Math.Min(panel + _panelsPerTask, _b.Panels.Length);
        for (int i = panel; i < end; i++)
        {
            foreach (ref readonly DepthChunk chunk in _chunks.AsSpan())
                RunPanel(group, _b.Panels[i], chunk, table, first, count);
        }

        if (_epilogue.Then is { } function)
            Apply(function, first, count, (group * _b.Columns) + _b.Panels[panel].First, (group * _b.Columns) + _b.Panels[end - 1].End);
    }

    // The activation while what it is applied to is still in the cache; in long stretches where rows follow each other.
    private void Apply(RowFunction function, int first, int count, int column, int endColumn)
    {
        bool isDense = Lines is null && endColumn - column == OutputStride;
        nint length = isDense ? count * OutputStride : endColumn - column;
        for (int row = 0; row < (isDense ? 1 : count); row++)
        {
            float* y = Output + RowOffset(first + row) + column;
            function.Apply(y, y, length);
        }
    }

    private void Locate(float** table, int first, int count)
    {
        for (int row = 0; row < count;)
        {
            int height = TileHeight(first + row, count - row);
            _a.Locate(first + row, height, table);
            table += height * _runs;
            row += height;
        }
    }

    private void RunPanel(int group, in Panel panel, in DepthChunk chunk, float** table, int first, int count)
    {
        int width = panel.Vectors * TVec.Count;
        nint start = RowOffset(first) + ((nint)group * _b.Columns) + panel.First;
        float* weights = _b.Weights(group, panel) + ((nint)chunk.Depth * width);
        bool begins = chunk.Depth == 0, ends = chunk.Depth + (chunk.Runs * chunk.Length) == _b.Depth;
        float* output = Output + start, residual = ends && Residual != null ? Residual + start : null;
        var tile = new Tile
        {
            Runs = chunk.Runs,
            Offset = chunk.Offset + (group * (nint)GroupStep),
            Length = chunk.Length,
            Weights = weights,
            Ahead = (byte*)weights,
            Start = _b.Bias(group, panel),
            OutputStride = OutputStride,
            IsLimited = ends && _epilogue.IsLimit,
            Low = _epilogue.Low,
            High = _epilogue.High,
        };
        nint chunkBytes = (nint)chunk.Runs * chunk.Length * width * sizeof(float);
        float* edge = stackalloc float[2 * TallestTile * Row4<TVec>.Width];
        for (int row = 0; row < count;)
        {
            int height = TileHeight(first + row, count - row);
            tile.Rows = table + (chunk.FirstRun * height);
            if (!begins)
            {
                tile.Start = output;
                tile.StartStride = OutputStride;
            }

            tile.Output = output;
            tile.Residual = residual;
            if (_fetchesAhead)
                FetchAhead(&tile, row, chunkBytes);
            if (panel.Columns == width)
                TileKernels<TVec>.Run(panel.Vectors, height, &tile);
            else
                RunEdge(panel, height, begins, &tile, edge);
            table += height * _runs;
            row += height;
            nint step = Lines is null ? height * OutputStride : RowOffset(first + row) - RowOffset(first + row - height);
            output += step;
            residual = residual == null ? null : residual + step;
        }
    }

    // The next chunk of weights follows this one in memory. It is fetched during the tiles of this chunk, a line for each k,
    // from the second one on: the first is busy fetching its own weights.
    private static void FetchAhead(Tile* tile, int row, nint chunkBytes)
    {
        nint perTile = tile->Runs * tile->Length * CacheLine, start = ((row / 6) - 1) * perTile;
        bool needed = start >= 0 && start < chunkBytes;
        tile->Ahead = (byte*)tile->Weights + (needed ? chunkBytes + start : 0);
        tile->AheadStep = needed ? CacheLine : 0;
    }

    // A panel that is wider than its columns: the tile is computed aside, where full rows can be written.
    private void RunEdge(in Panel panel, int height, bool begins, Tile* tile, float* aside)
    {
        int width = panel.Vectors * TVec.Count;
        float* output = tile->Output, residual = aside + (height * width);
        if (!begins)
        {
            CopyRows(output, OutputStride, aside, width, height, panel.Columns);
            tile->Start = aside;
            tile->StartStride = width;
        }

        if (tile->Residual != null)
        {
            CopyRows(tile->Residual, OutputStride, residual, width, height, panel.Columns);
            tile->Residual = residual;
        }

        tile->Output = aside;
        tile->OutputStride = width;
        TileKernels<TVec>.Run(panel.Vectors, height, tile);
        tile->OutputStride = OutputStride;
        CopyRows(aside, width, output, OutputStride, height, panel.Columns);
    }

    private static void CopyRows(float* source, nint sourceStride, float* target, nint targetStride, int rows, int columns)
    {
        for (int row = 0; row < rows; row++)
        {
            int column = 0;
            for (; column <= columns - TVec.Count; column += TVec.Count)
                TVec.Store(TVec.Load(source + column), target + column);
            if (column < columns)
                TVec.StorePartial(TVec.LoadPartial(source + column, columns - column), target + column, columns - column);
            source += sourceStride;
            target += targetStride;
        }
    }

    private nint RowOffset(int row) => Lines?.Offset(row) ?? (row * OutputStride);

    // The rows of a tile must lie at equal distances in Y.
    private int TileHeight(int row, int rows)
    {
        if (Lines is not null)
            rows = Math.Min(rows, Lines.Length - (row % Lines.Length));
        if (rows >= _tileHeight)
            return _tileHeight;
        return rows >= 6 ? 6 : rows >= 4 ? 4 : rows >= 2 ? 2 : 1;
    }
}
