namespace VisionPlugin.Operators;

/// <summary>A list of input positions along one axis with their weights; filled anew for every output element.</summary>
/// <param name="capacity">Most entries.</param>
internal sealed class AxisTaps(int capacity)
{
    /// <summary>Input positions.</summary>
    public int[] Positions { get; } = new int[capacity];

    /// <summary>Their weights.</summary>
    public double[] Weights { get; } = new double[capacity];

    /// <summary>Entries in use.</summary>
    public int Count { get; private set; }

    /// <summary>Forgets all entries.</summary>
    public void Clear() => Count = 0;

    /// <summary>Adds an entry.</summary>
    public void Add(int position, double weight)
    {
        Positions[Count] = position;
        Weights[Count++] = weight;
    }
}
