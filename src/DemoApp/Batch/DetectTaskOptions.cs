using VisionPlugin.Cards;
using VisionPlugin.Decoding;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>What the user wants of <c>vision detect</c>.</summary>
internal sealed record DetectTaskOptions
{
    /// <summary>The model as the user named it.</summary>
    public required string Model { get; init; }

    /// <summary>Which proposals count.</summary>
    public required DetectionOptions Detection { get; init; }

    /// <summary>True to keep numbers from frame to frame.</summary>
    public bool Track { get; init; }

    /// <summary>A classifier for every object; null for none.</summary>
    public VisionModel? Then { get; init; }

    /// <summary>True to write confidences into label files.</summary>
    public bool SaveConfidence { get; init; }
}
