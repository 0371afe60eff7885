using VisionPlugin.Tensors;

namespace VisionPlugin.DemoApp.Reports;

/// <summary>The maps of a layer as numbers: pictures of one size, one after the other.</summary>
/// <param name="Count">Number of maps.</param>
/// <param name="Width">Columns of a map.</param>
/// <param name="Height">Rows of a map.</param>
/// <param name="Values">All values.</param>
internal sealed record MapSet(int Count, int Width, int Height, float[] Values)
{
    /// <summary>
    /// The maps of a layer of any shape: the last two axes are rows and columns, all before them number the maps. A list of
    /// numbers, (1, C) or (C), is C maps of a single value.
    /// </summary>
    /// <param name="shape">The layer's shape.</param>
    /// <param name="values">Its values.</param>
    public static MapSet Of(TensorShape shape, float[] values)
    {
        bool isList = shape.Rank < 2 || (shape.Rank == 2 && shape[0] == 1);
        int width = isList ? 1 : shape[^1], height = isList ? 1 : shape[^2];
        return new MapSet(values.Length / Math.Max(1, width * height), width, height, values);
    }

    /// <summary>The map that holds an element.</summary>
    public MapSet Only(int map) => new(1, Width, Height, Values.AsSpan(map * Width * Height, Width * Height).ToArray());

    /// <summary>Absolute differences from the maps of another backend.</summary>
    public MapSet Minus(MapSet other) => this with { Values = [.. Values.Zip(other.Values, Distance)] };

    /// <summary>By how much maps must shrink so that all of them have so many values together at most.</summary>
    public int FactorFor(int most)
    {
        int factor = 1;
        while ((long)Count * Side(Width, factor) * Side(Height, factor) > most && factor < Math.Max(Width, Height))
            factor++;
        return factor;
    }

    /// <summary>
    /// Smaller maps, each value that of several: the greatest, so that nothing is lost that stands out, or the mean.
    /// </summary>
    /// <param name="factor">Values a side that become one.</param>
    /// <param name="keepsGreatest">True for the greatest; NaN counts as greater than all.</param>
    public MapSet Shrink(int factor, bool keepsGreatest)
    {
        if (factor == 1)
            return this;
        int width = Side(Width, factor), height = Side(Height, factor);
        float[] small = new float[Count * width * height];
        for (int i = 0; i < small.Length; i++)
        {
            int map = i / (width * height), top = i / width % height * factor, left = i % width * factor;
            float greatest = 0;
            double sum = 0;
            int count = 0;
            for (int y = top; y < Math.Min(top + factor, Height); y++)
            {
                for (int x = left; x < Math.Min(left + factor, Width); x++, count++)
                {
                    float value = Values[(((map * Height) + y) * Width) + x];
                    greatest = Math.Max(greatest, value);
                    sum += value;
                }
            }

            small[i] = keepsGreatest ? greatest : (float)(sum / count);
        }

        return new MapSet(Count, width, height, small);
    }

    /// <summary>At most so many maps: the first ones.</summary>
    public MapSet First(int most) => Count <= most ? this : this with { Count = most, Values = Values[..(most * Width * Height)] };

    /// <summary>Least and greatest finite value.</summary>
    public (float Least, float Greatest) Range()
    {
        float[] finite = [.. Values.Where(float.IsFinite)];
        return finite.Length == 0 ? (0, 0) : (finite.Min(), finite.Max());
    }

    private static int Side(int length, int factor) => (length + factor - 1) / factor;

    // Both NaN or the same infinity are no difference.
    private static float Distance(float a, float b) => a.Equals(b) ? 0 : Math.Abs(a - b);
}
