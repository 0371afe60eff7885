namespace VisionPlugin.Decoding;

/// <summary>Keeps the best of boxes that show the same object.</summary>
public static class NonMaxSuppression
{
    /// <summary>
    /// Greedy suppression: goes through the candidates by descending score (earlier found first among equals) and keeps
    /// each one that overlaps none of those kept by more than <paramref name="iou"/>. Allocates nothing.
    /// </summary>
    /// <param name="candidates">The candidates.</param>
    /// <param name="iou">Largest intersection over union that two kept boxes may have, 0..1.</param>
    /// <param name="classAgnostic">True to compare boxes of different classes too.</param>
    /// <param name="kept">Receives the kept ones, best first; its length is the largest number.</param>
    /// <returns>Number of those kept.</returns>
    public static int Run(CandidateList candidates, float iou, bool classAgnostic, Span<Detection> kept)
    {
        ReadOnlySpan<Detection> items = candidates.Items;
        int count = 0;
        foreach (ulong key in candidates.Rank())
        {
            if (count == kept.Length)
                break;
            Detection candidate = items[ScoreKey.IndexOf(key)];
            if (!IsSuppressed(candidate, kept[..count], iou, classAgnostic))
                kept[count++] = candidate;
        }

        return count;
    }

    private static bool IsSuppressed(Detection candidate, ReadOnlySpan<Detection> kept, float iou, bool classAgnostic)
    {
        foreach (ref readonly Detection better in kept)
        {
            if ((classAgnostic || better.ClassId == candidate.ClassId) && better.Box.IoU(candidate.Box) > iou)
                return true;
        }

        return false;
    }
}
