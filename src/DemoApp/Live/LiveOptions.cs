using System.Collections.Immutable;
using Silk.NET.Input;
using VisionPlugin.DemoApp.Live.Vision;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live;

/// <summary>What the window is opened with.</summary>
internal sealed record LiveOptions
{
    /// <summary>Where frames come from; null for a camera, or the bundled pictures where there is none.</summary>
    public string? Source { get; init; }

    /// <summary>auto, gpu, cpu or reference.</summary>
    public string Backend { get; init; } = "auto";

    /// <summary>How networks are prepared and run.</summary>
    public WorkerOptions Worker { get; init; } = WorkerOptions.Default;

    /// <summary>A model beside those of the key; null for none.</summary>
    public string? Model { get; init; }

    /// <summary>Its card, if it does not lie beside it.</summary>
    public string? Card { get; init; }

    /// <summary>What is shown first.</summary>
    public ViewKind View { get; init; }

    /// <summary>Ends after so many frames; null to go on until the window is closed.</summary>
    public int? Frames { get; init; }

    /// <summary>Where the last frame is written; null for nowhere.</summary>
    public string? Screenshot { get; init; }

    /// <summary>Where a recording of all frames is written; null for nowhere.</summary>
    public string? Record { get; init; }

    /// <summary>Keys that are pressed at certain frames.</summary>
    public ImmutableArray<(long Frame, Key Key)> Keys { get; init; } = [];

    /// <summary>
    /// True if each frame is shown with what was found in it, however long that takes: a recording of so many frames.
    /// </summary>
    public bool IsOffline => Frames is not null && Record is not null;

    /// <summary>Size of the window's content; null for 1280 x 720 as the display scales it.</summary>
    public (int Width, int Height)? Size { get; init; }

    /// <summary>What can be done with frames, and which of it is first; empty for what source and model say.</summary>
    public (ImmutableArray<VisionMode> All, int First) Modes { get; init; } = ([], 0);

    /// <summary>Size of text and lines; null for what the display asks for.</summary>
    public float? Scale { get; init; }

    /// <summary>What networks may take of each frame where they share the window's thread.</summary>
    public TimeSpan Budget { get; init; } = TimeSpan.FromMilliseconds(4);

    /// <summary>Makes each run of a network take so much longer, to see that the window does not wait for it.</summary>
    public TimeSpan Slow { get; init; }

    /// <summary>True for a debug context, whose errors are collected.</summary>
    public bool IsDebugged { get; init; }
}
