using System.Collections.Immutable;
using VisionPlugin.ComputeShaders.Device;

namespace VisionPlugin.ComputeShaders.Kernels;

/// <summary>
/// A walk over the axes of a tensor with, for each tensor that takes part, the elements between neighbours along each
/// axis. Axes of size 1 are left out and axes that lie next to one another in every tensor are merged, so that shaders
/// divide as little as possible.
/// </summary>
internal sealed class Walk
{
    /// <summary>Merges axes.</summary>
    /// <param name="sizes">Sizes, outermost first.</param>
    /// <param name="strides">One list of strides a tensor, each as long as the sizes.</param>
    public Walk(ReadOnlySpan<int> sizes, params ReadOnlySpan<ImmutableArray<int>> strides)
    {
        var mergedSizes = new List<int>();
        List<int>[] merged = [.. Enumerable.Range(0, strides.Length).Select(_ => new List<int>())];
        for (int axis = 0; axis < sizes.Length; axis++)
        {
            if (sizes[axis] == 1)
                continue;
            bool joins = mergedSizes.Count > 0;
            for (int t = 0; t < strides.Length && joins; t++)
                joins = merged[t][^1] == strides[t][axis] * sizes[axis];
            if (!joins)
                mergedSizes.Add(1);
            mergedSizes[^1] *= sizes[axis];
            for (int t = 0; t < strides.Length; t++)
            {
                if (joins)
                    merged[t][^1] = strides[t][axis];
                else
                    merged[t].Add(strides[t][axis]);
            }
        }

        if (mergedSizes.Count == 0)
        {
            mergedSizes.Add(1);
            foreach (List<int> list in merged)
                list.Add(0);
        }

        Sizes = [.. mergedSizes];
        Strides = [.. merged.Select(list => list.ToImmutableArray())];
    }

    /// <summary>Sizes of the merged axes, outermost first; at least one.</summary>
    public ImmutableArray<int> Sizes { get; }

    /// <summary>Strides of the merged axes, for each tensor.</summary>
    public ImmutableArray<ImmutableArray<int>> Strides { get; }

    /// <summary>Number of elements.</summary>
    public int Length => Sizes.Aggregate(1, (product, size) => product * size);

    /// <summary>PREFIX_RANK and PREFIX_SIZES.</summary>
    public ShaderDefine[] SizeDefines(string prefix) =>
        [new(prefix + "_RANK", Sizes.Length), new(prefix + "_SIZES", Array(Sizes))];

    /// <summary>NAME, the strides of a tensor.</summary>
    public ShaderDefine StrideDefine(string name, int tensor) => new(name, Array(Strides[tensor]));

    /// <summary>A constant array of GLSL.</summary>
    public static string Array(IEnumerable<int> values) => $"int[]({string.Join(", ", values)})";
}
