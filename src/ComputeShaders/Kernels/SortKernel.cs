using System.Collections.Immutable;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// Sorts rows of integer keys, ascending and stable, for the kernels that need an order: small chunks by counting, then
/// runs merged two by two, every pair for itself. The same order on every device and run.
/// </summary>
internal static class SortKernel
{
    private const int Chunk = 64;

    // Scratch memory: the keys, and two buffers of pairs in turn.
    private const int Keys = 0, FirstPairs = 1;

    /// <summary>Where the keys are to be written: 32-bit integers, row after row.</summary>
    /// <param name="count">Number of keys.</param>
    public static GpuBinding KeysOf(int count) =>
        GpuBinding.Scratch(Keys, (long)count * GpuTensorLayout.ElementBytes, vectors: false);

    /// <summary>The dispatches that sort what lies in <see cref="KeysOf"/>.</summary>
    /// <param name="rows">Number of rows.</param>
    /// <param name="length">Keys of a row.</param>
    /// <param name="sorted">The result: pairs of key and position in the row.</param>
    public static ImmutableArray<GpuKernel> Create(int rows, int length, out GpuBinding sorted)
    {
        int count = checked(rows * length), at = 0;
        GpuBinding[] pairs = [Pairs(0), Pairs(1)];
        var kernels = ImmutableArray.CreateBuilder<GpuKernel>();
        kernels.Add(GpuKernel.ForEach(
            count, "sort_chunks.comp", [new("LENGTH", length), new("CHUNK", Chunk)], KeysOf(count), pairs[at]));
        for (long run = Chunk; run < length; run *= 2)
        {
            var pass = GpuBinding.Table(new[] { (int)run });
            kernels.Add(GpuKernel.ForEach(
                count, "sort_merge.comp", [new("LENGTH", length)], pairs[at], pairs[1 - at], pass));
            at = 1 - at;
        }

        sorted = pairs[at];
        return kernels.ToImmutable();

        GpuBinding Pairs(int buffer) => GpuBinding.Scratch(
            FirstPairs + buffer, 2L * count * GpuTensorLayout.ElementBytes, vectors: false);
    }
}
