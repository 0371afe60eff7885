namespace VisionPlugin.Cpu.Gemm;

/// <summary>A part of k that the matrix kernel takes in one call, so that its part of a panel stays in the cache.</summary>
/// <param name="FirstRun">First run of k.</param>
/// <param name="Runs">Number of runs.</param>
/// <param name="Offset">First element within each run.</param>
/// <param name="Length">Elements of each run.</param>
/// <param name="Depth">The chunk's first k.</param>
internal readonly record struct DepthChunk(int FirstRun, int Runs, int Offset, int Length, int Depth)
{
    /// <summary>Cuts runs of equal length into chunks of at most <paramref name="limit"/> elements.</summary>
    public static DepthChunk[] Cut(int runs, int length, int limit)
    {
        var chunks = new List<DepthChunk>();
        if (length <= limit)
        {
            int most = limit / Math.Max(length, 1), parts = (runs + most - 1) / most;
            for (int i = 0, first = 0; i < parts; i++)
            {
                int count = (runs / parts) + (i < runs % parts ? 1 : 0);
                chunks.Add(new DepthChunk(first, count, 0, length, first * length));
                first += count;
            }

            return [.. chunks];
        }

        int pieces = (length + limit - 1) / limit;
        for (int run = 0; run < runs; run++)
        {
            for (int i = 0; i < pieces; i++)
            {
                int from = (int)((long)length * i / pieces), to = (int)((long)length * (i + 1) / pieces);
                chunks.Add(new DepthChunk(run, 1, from, to - from, (run * length) + from));
            }
        }

        return [.. chunks];
    }
}
