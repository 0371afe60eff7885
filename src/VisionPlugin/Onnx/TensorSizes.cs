namespace VisionPlugin.Onnx;

/// <summary>Checked arithmetic on the sizes that a file declares.</summary>
internal static class TensorSizes
{
    /// <summary>
    /// The product of sizes that are not negative; false if it exceeds <paramref name="limit"/> on the way.
    /// </summary>
    public static bool TryGetLength(IEnumerable<long> sizes, int limit, out int length)
    {
        long product = 1;
        foreach (long size in sizes)
        {
            // Neither factor exceeds 2^31, so the product fits.
            product = size > limit ? (long)limit + 1 : product * size;
            if (product > limit)
            {
                length = 0;
                return false;
            }
        }

        length = (int)product;
        return true;
    }
}
