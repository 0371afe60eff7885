using VisionPlugin.Frames;

namespace VisionPlugin.Components;

/// <summary>
/// A component seen in parts, so that its work on one frame can be spread over several frames of a host.
/// </summary>
/// <typeparam name="TResult">What it finds, one or many of them in a frame.</typeparam>
internal interface IFrameComponent<TResult> : IDisposable
{
    /// <summary>Its network.</summary>
    FrameNetwork Network { get; }

    /// <summary>The results that <see cref="Decode"/> has read last. They stay until its next call.</summary>
    ReadOnlySpan<TResult> Latest { get; }

    /// <summary>Reads results out of <see cref="FrameNetwork.Outputs"/>.</summary>
    void Decode(FrameTransform transform);
}
