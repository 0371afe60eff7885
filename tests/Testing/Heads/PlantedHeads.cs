namespace VisionPlugin.Testing.Heads;

/// <summary>The heads of detectors with planted objects, written by the inverse of each family's formulas.</summary>
internal static class PlantedHeads
{
    private const float Never = -40;

    /// <summary>Places of the grids.</summary>
    public static int Cells(int width, int height, params int[] strides) =>
        strides.Sum(s => (width + s - 1) / s * ((height + s - 1) / s));

    /// <summary>Rows of box, objectness and classes, or of box and classes; objects stand at rows spread over all.</summary>
    public static float[] Rows(PlantedObject[] objects, int rows, int classes, bool objectness, int extra = 0)
    {
        int columns = (objectness ? 5 : 4) + classes + extra;
        float[] values = new float[rows * columns];
        for (int i = 0; i < objects.Length; i++)
        {
            PlantedObject o = objects[i];
            Span<float> row = values.AsSpan((((i + 1) * rows / (objects.Length + 1)) + i) * columns, columns);
            (row[0], row[1], row[2], row[3]) = (o.X, o.Y, o.Box.Width, o.Box.Height);
            row[(columns - extra)..].Fill(0.99f);
            if (objectness)
                row[4] = MathF.Sqrt(o.Score);
            row[(objectness ? 5 : 4) + o.ClassId] = objectness ? MathF.Sqrt(o.Score) : o.Score;
        }

        return values;
    }

    /// <summary>Rows turned to columns.</summary>
    public static float[] Transposed(float[] rows, int columns)
    {
        int count = rows.Length / columns;
        return [.. Enumerable.Range(0, rows.Length).Select(i => rows[(i % count * columns) + (i / count)])];
    }

    /// <summary>YOLOX before its boxes are decoded: for each grid convolutions, sigmoid on all but the box.</summary>
    public static string YoloX(HeadGraph graph, PlantedObject[] objects, int width, int height, int classes, params int[] strides)
    {
        string[] levels = [.. strides.Select((stride, level) =>
        {
            (int columns, int rows) = ((width + stride - 1) / stride, (height + stride - 1) / stride);
            var map = new Map(5 + classes, rows, columns);
            map.Fill(4, 1 + classes, Never);
            foreach (PlantedObject o in objects.Where((_, i) => i % strides.Length == level))
            {
                int column = (int)(o.X / stride), row = (int)(o.Y / stride);
                map.Write(row, column, 0, [(o.X / stride) - column, (o.Y / stride) - row, MathF.Log(o.Box.Width / stride),
                    MathF.Log(o.Box.Height / stride), Logit(MathF.Sqrt(o.Score))]);
                map.Write(row, column, 5 + o.ClassId, [Logit(MathF.Sqrt(o.Score))]);
            }

            string Part(int first, int count) => graph.Conv(graph.Plant([1, count, rows, columns], map.Part(first, count)), count);
            return graph.Reshape(graph.Concat(1, Part(0, 4), graph.Apply("Sigmoid", Part(4, 1)), graph.Apply("Sigmoid", Part(5, classes))),
                1, 5 + classes, -1);
        })];
        return graph.Transpose(graph.Concat(2, levels), 0, 2, 1);
    }

    /// <summary>NanoDet: for each grid class probabilities, then distributions of four distances.</summary>
    public static string NanoDet(
        HeadGraph graph, PlantedObject[] objects, int width, int height, int classes, float offset, int regMax, params int[] strides)
    {
        string[] levels = [.. strides.Select((stride, level) =>
        {
            (int columns, int rows) = ((width + stride - 1) / stride, (height + stride - 1) / stride);
            var map = new Map(classes + (4 * (regMax + 1)), rows, columns);
            map.Fill(0, classes, Never);
            foreach (PlantedObject o in objects.Where((_, i) => i % strides.Length == level))
            {
                int column = (int)(o.X / stride), row = (int)(o.Y / stride);
                float x = (column + offset) * stride, y = (row + offset) * stride;
                map.Write(row, column, o.ClassId, [Logit(o.Score)]);
                float[] distances = [x - o.Box.X1, y - o.Box.Y1, o.Box.X2 - x, o.Box.Y2 - y];
                for (int edge = 0; edge < 4; edge++)
                    map.Write(row, column, classes + (edge * (regMax + 1)), Distribution(distances[edge] / stride, regMax));
            }

            string Part(int first, int count) => graph.Conv(graph.Plant([1, count, rows, columns], map.Part(first, count)), count);
            return graph.Reshape(graph.Concat(1, graph.Apply("Sigmoid", Part(0, classes)), Part(classes, 4 * (regMax + 1))),
                1, classes + (4 * (regMax + 1)), -1);
        })];
        return graph.Transpose(graph.Concat(2, levels), 0, 2, 1);
    }

    /// <summary>Inverse of the sigmoid.</summary>
    public static float Logit(float p) => MathF.Log(p / (1 - p));

    // Logits whose mean is a distance: all weight on its two neighbours.
    private static float[] Distribution(float distance, int regMax)
    {
        if (distance < 0 || distance >= regMax)
            throw new ArgumentOutOfRangeException(nameof(distance), distance, "The box does not fit the grid.");
        float[] logits = [.. Enumerable.Repeat(-60f, regMax + 1)];
        int lower = (int)distance;
        logits[lower] = MathF.Log(1 - (distance - lower));
        logits[lower + 1] = Math.Max(MathF.Log(distance - lower), -60);
        return logits;
    }

    // A feature map (C, H, W).
    private sealed class Map(int channels, int rows, int columns)
    {
        private readonly float[] _values = new float[channels * rows * columns];

        public void Fill(int first, int count, float value) =>
            _values.AsSpan(first * rows * columns, count * rows * columns).Fill(value);

        public void Write(int row, int column, int first, ReadOnlySpan<float> values)
        {
            for (int c = 0; c < values.Length; c++)
                _values[((((first + c) * rows) + row) * columns) + column] = values[c];
        }

        public float[] Part(int first, int count) => _values[(first * rows * columns)..((first + count) * rows * columns)];
    }
}
