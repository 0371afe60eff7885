namespace VisionPlugin.Decoding;

/// <summary>Finds the largest of many values.</summary>
internal static class TopK
{
    /// <summary>
    /// Writes the indices of the largest <paramref name="values"/>, largest first, lower index first among equals; NaN
    /// comes last. Returns how many were written: all of <paramref name="indices"/>, or as many as there are values.
    /// Allocates nothing; the time grows with the number of values times that of indices, in the worst case.
    /// </summary>
    public static int Select(ReadOnlySpan<float> values, Span<int> indices)
    {
        int count = 0;
        for (int i = 0; i < values.Length; i++)
        {
            if (count == indices.Length && (count == 0 || !IsBefore(values[i], values[indices[count - 1]])))
                continue;
            int place = count < indices.Length ? count++ : count - 1;
            while (place > 0 && IsBefore(values[i], values[indices[place - 1]]))
            {
                indices[place] = indices[place - 1];
                place--;
            }

            indices[place] = i;
        }

        return count;
    }

    // Strict, so that among equals the earlier one stays in front.
    private static bool IsBefore(float candidate, float other) =>
        candidate > other || (float.IsNaN(other) && !float.IsNaN(candidate));
}
