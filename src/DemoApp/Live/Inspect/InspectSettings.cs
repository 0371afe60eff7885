using System.Collections.Immutable;

namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>What the user turns. Immutable, so that it may be replaced while a frame is under way.</summary>
internal sealed record InspectSettings
{
    /// <summary>Which layer: an index that wraps around; -1 is the last.</summary>
    public int Layer { get; init; }

    /// <summary>True for grey maps, false for coloured ones.</summary>
    public bool IsGrey { get; init; }

    /// <summary>True if all maps of a layer share a scale.</summary>
    public bool SharesScale { get; init; }

    /// <summary>The kernel, row by row.</summary>
    public ImmutableArray<float> Kernel { get; init; } = KernelPreset.All[0].Values;

    /// <summary>The cell of it that the keyboard edits, 0 to 8.</summary>
    public int Cell { get; init; } = 4;

    /// <summary>Size of the pictures.</summary>
    public (int Width, int Height) Size { get; init; } = (320, 240);
}
