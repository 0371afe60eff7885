namespace VisionPlugin.Components.Tracking;

/// <summary>
/// Pairs rows with columns so that the sum of the pairs' weights is the largest (the Hungarian method, by shortest
/// augmenting paths with potentials: Jonker and Volgenant 1987; O(n^2 m) for n rows of m columns, n the smaller).
/// Allocates only to grow.
/// </summary>
internal sealed class Assignment
{
    // Index 0 is a helper row and column; those given are 1...
    private double[] _rowPotential;
    private double[] _columnPotential;
    private double[] _slack;
    private int[] _rowOf;
    private int[] _before;
    private bool[] _visited;

    /// <summary>Makes room for as many rows and as many columns.</summary>
    public Assignment(int room = 0)
    {
        (_rowPotential, _columnPotential, _slack) = (new double[room + 1], new double[room + 1], new double[room + 1]);
        (_rowOf, _before, _visited) = (new int[room + 1], new int[room + 1], new bool[room + 1]);
    }

    /// <summary>Finds the pairs.</summary>
    /// <param name="weights">One weight a pair, 0 or more, row by row. A pair of weight 0 is none.</param>
    /// <param name="rows">Number of rows.</param>
    /// <param name="columns">Number of columns.</param>
    /// <param name="columnOf">Receives the column of each row, or -1.</param>
    public void Solve(ReadOnlySpan<float> weights, int rows, int columns, Span<int> columnOf)
    {
        columnOf[..rows].Fill(-1);
        if (rows == 0 || columns == 0)
            return;
        // The shorter side is assigned row by row.
        bool swapped = rows > columns;
        (int n, int m) = swapped ? (columns, rows) : (rows, columns);
        (int rowStep, int columnStep) = swapped ? (1, columns) : (columns, 1);
        Reset(n, m);
        for (int row = 1; row <= n; row++)
            Augment(weights, row, m, rowStep, columnStep);
        for (int column = 1; column <= m; column++)
        {
            int row = _rowOf[column];
            if (row > 0 && weights[((row - 1) * rowStep) + ((column - 1) * columnStep)] > 0)
                columnOf[swapped ? column - 1 : row - 1] = swapped ? row - 1 : column - 1;
        }
    }

    // Gives one more row a column, along the path that costs least; costs are weights with the sign changed.
    private void Augment(ReadOnlySpan<float> weights, int row, int m, int rowStep, int columnStep)
    {
        _rowOf[0] = row;
        _slack.AsSpan(0, m + 1).Fill(double.PositiveInfinity);
        _visited.AsSpan(0, m + 1).Clear();
        int column = 0;
        do
        {
            _visited[column] = true;
            int current = _rowOf[column], next = 0;
            double least = double.PositiveInfinity;
            ReadOnlySpan<float> ofRow = weights[((current - 1) * rowStep)..];
            for (int j = 1; j <= m; j++)
            {
                if (_visited[j])
                    continue;
                double reduced = -ofRow[(j - 1) * columnStep] - _rowPotential[current] - _columnPotential[j];
                if (reduced < _slack[j])
                    (_slack[j], _before[j]) = (reduced, column);
                if (_slack[j] < least)
                    (least, next) = (_slack[j], j);
            }

            for (int j = 0; j <= m; j++)
            {
                if (!_visited[j])
                {
                    _slack[j] -= least;
                    continue;
                }

                _rowPotential[_rowOf[j]] += least;
                _columnPotential[j] -= least;
            }

            column = next;
        }
        while (_rowOf[column] != 0);

        for (; column != 0; column = _before[column])
            _rowOf[column] = _rowOf[_before[column]];
    }

    private void Reset(int n, int m)
    {
        if (_rowPotential.Length <= n)
            _rowPotential = new double[Math.Max(n + 1, 2 * _rowPotential.Length)];
        if (_columnPotential.Length <= m)
        {
            int room = Math.Max(m + 1, 2 * _columnPotential.Length);
            (_columnPotential, _slack) = (new double[room], new double[room]);
            (_rowOf, _before, _visited) = (new int[room], new int[room], new bool[room]);
        }

        _rowPotential.AsSpan(0, n + 1).Clear();
        _columnPotential.AsSpan(0, m + 1).Clear();
        _rowOf.AsSpan(0, m + 1).Clear();
    }
}
