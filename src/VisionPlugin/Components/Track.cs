using System.Numerics;
using VisionPlugin.Decoding;

namespace VisionPlugin.Components;

/// <summary>One object that an <see cref="ObjectTracker"/> follows.</summary>
public readonly record struct Track
{
    /// <summary>The object's number, 1 or more. Never given twice by one tracker.</summary>
    public required int Id { get; init; }

    /// <summary>Class of its last detection.</summary>
    public required int ClassId { get; init; }

    /// <summary>Score of its last detection, 0..1.</summary>
    public required float Score { get; init; }

    /// <summary>
    /// Where it is at <see cref="Time"/>, in pixels of the frame, smoothed; where it is expected if it was not seen.
    /// </summary>
    public required Box Box { get; init; }

    /// <summary>How its centre moves, in pixels per second.</summary>
    public required Vector2 Velocity { get; init; }

    /// <summary>The time of the update.</summary>
    public required TimeSpan Time { get; init; }

    /// <summary>When it was first detected.</summary>
    public required TimeSpan FirstSeen { get; init; }

    /// <summary>When it was last detected.</summary>
    public required TimeSpan LastSeen { get; init; }

    /// <summary>Number of updates in which it was detected.</summary>
    public required int Hits { get; init; }

    /// <summary>Number of updates since it was detected; 0 if it was in this one.</summary>
    public required int Misses { get; init; }

    /// <summary>Index of its detection among those given to the update; -1 if there was none.</summary>
    public required int DetectionIndex { get; init; }

    /// <summary>
    /// Where it is at another time if it goes on as it does: for a display that draws more often than the detector
    /// finds.
    /// </summary>
    public Box BoxAt(TimeSpan time)
    {
        Vector2 way = Velocity * (float)(time - Time).TotalSeconds;
        return new Box(Box.X1 + way.X, Box.Y1 + way.Y, Box.X2 + way.X, Box.Y2 + way.Y);
    }
}
