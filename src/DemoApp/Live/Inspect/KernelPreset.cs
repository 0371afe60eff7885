using System.Collections.Immutable;

namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>A kernel with a name.</summary>
internal sealed record KernelPreset(string Name, ImmutableArray<float> Values)
{
    /// <summary>To begin with.</summary>
    public static readonly ImmutableArray<KernelPreset> All =
    [
        new("Sobel, edges from left to right", [-1, 0, 1, -2, 0, 2, -1, 0, 1]),
        new("Sobel, edges from top to bottom", [-1, -2, -1, 0, 0, 0, 1, 2, 1]),
        new("Laplace, edges all around", [0, -1, 0, -1, 4, -1, 0, -1, 0]),
        new("sharper", [0, -1, 0, -1, 5, -1, 0, -1, 0]),
        new("softer", [1 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 4 / 16f, 2 / 16f, 1 / 16f, 2 / 16f, 1 / 16f]),
        new("emboss", [-2, -1, 0, -1, 1, 1, 0, 1, 2]),
        new("as it is", [0, 0, 0, 0, 1, 0, 0, 0, 0]),
    ];

    /// <summary>The name of a kernel; null if it has none.</summary>
    public static string? NameOf(ImmutableArray<float> kernel)
    {
        foreach (KernelPreset preset in All)
        {
            if (preset.Values.AsSpan().SequenceEqual(kernel.AsSpan()))
                return preset.Name;
        }

        return null;
    }
}
