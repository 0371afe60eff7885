namespace VisionPlugin.Decoding;

/// <summary>What decoding one table of dense predictions is given.</summary>
/// <param name="InputWidth">Columns of the network's input.</param>
/// <param name="InputHeight">Rows of the network's input.</param>
/// <param name="Conf">Lowest score that counts.</param>
internal readonly record struct DenseRun(int InputWidth, int InputHeight, float Conf)
{
    /// <summary>Number of predictions in the tables before this one.</summary>
    public int FirstRow { get; init; }

    /// <summary>Columns of the grid that the table is of, where each table is of one grid.</summary>
    public int GridColumns { get; init; }

    /// <summary>Rows of that grid.</summary>
    public int GridRows { get; init; }

    /// <summary>The anchor of the table, in input pixels, where each table is of one anchor.</summary>
    public Anchor Anchor { get; init; }
}
