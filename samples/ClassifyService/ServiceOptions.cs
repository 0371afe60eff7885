using VisionPlugin.Execution;

namespace VisionPlugin.Samples.ClassifyService;

/// <summary>What the service was asked to do.</summary>
internal sealed record ServiceOptions
{
    /// <summary>The frames in the stream.</summary>
    public required FrameLayout Layout { get; init; }

    /// <summary>The model; its card lies beside it.</summary>
    public required string Model { get; init; }

    /// <summary>What computes.</summary>
    public required BackendType Backend { get; init; }

    /// <summary>Most results a second.</summary>
    public required int Rate { get; init; }

    /// <summary>Classes in each result.</summary>
    public required int Top { get; init; }

    /// <summary>Results until the end.</summary>
    public required int Frames { get; init; }

    /// <summary>Leaves out no frame.</summary>
    public required bool Every { get; init; }
}
