namespace VisionPlugin.Decoding;

/// <summary>
/// The order of dense predictions: grid after grid, row after row, cell after cell, and the predictions of a cell one
/// after the other. A grid has ceil(input size / stride) cells on each axis.
/// </summary>
internal static class GridLevels
{
    /// <summary>Number of predictions.</summary>
    public static long Count(ReadOnlySpan<GridLevel> levels, int inputWidth, int inputHeight)
    {
        long count = 0;
        foreach (GridLevel level in levels)
            count += (long)Cells(inputWidth, level.Stride) * Cells(inputHeight, level.Stride) * level.Anchors;
        return count;
    }

    /// <summary>Where prediction <paramref name="index"/> of <see cref="Count"/> is made.</summary>
    public static GridCell At(int index, ReadOnlySpan<GridLevel> levels, int inputWidth, int inputHeight)
    {
        for (int i = 0; ; i++)
        {
            (int stride, int anchors) = levels[i];
            int columns = Cells(inputWidth, stride), rows = Cells(inputHeight, stride);
            int count = columns * rows * anchors;
            if (index >= count)
            {
                index -= count;
                continue;
            }

            int cell = index / anchors;
            return new GridCell(i, cell % columns, cell / columns, index % anchors, columns, rows);
        }
    }

    /// <summary>Cells on an axis.</summary>
    public static int Cells(int size, int stride) => (size + stride - 1) / stride;
}
