namespace VisionPlugin.Neighbours;

/// <summary>Which entries of an index belong together, such as the faces of one person.</summary>
public static class FeatureGroups
{
    /// <summary>
    /// Groups entries: two that are closer than a threshold are in the same group, and so are those that others link.
    /// </summary>
    /// <param name="index">The entries. The work grows with the square of their number.</param>
    /// <param name="threshold">The threshold, as <see cref="Decoding.EmbeddingDecoder.Threshold"/>.</param>
    /// <param name="metric">What distance means.</param>
    /// <returns>The group of each entry, numbered from 0 in the order in which they appear.</returns>
    public static int[] Of(FeatureIndex index, float threshold, Metric metric = Metric.L2)
    {
        ArgumentNullException.ThrowIfNull(index);
        int[] groups = new int[index.Count];
        Array.Fill(groups, -1);
        var waiting = new Queue<int>();
        int count = 0;
        for (int first = 0; first < groups.Length; first++)
        {
            if (groups[first] >= 0)
                continue;
            groups[first] = count;
            waiting.Enqueue(first);
            while (waiting.TryDequeue(out int member))
            {
                for (int other = first + 1; other < groups.Length; other++)
                {
                    if (groups[other] >= 0 || !(index.Distance(member, other, metric) < threshold))
                        continue;
                    groups[other] = count;
                    waiting.Enqueue(other);
                }
            }

            count++;
        }

        return groups;
    }
}
