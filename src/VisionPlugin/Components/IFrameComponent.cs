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

    /// <summary>
    /// Makes one piece ready ahead of the first frame besides the network. False if nothing is left to do.
    /// </summary>
    bool TryWarmUp() => false;

    /// <summary>
    /// Right after the network's run: asks for what <see cref="Decode"/> is to read, or has the device decode it. Never
    /// blocks.
    /// </summary>
    void Request(FrameTransform transform) => Network.RequestOutputs();

    /// <summary>True once that has arrived. Never blocks.</summary>
    bool HasArrived => Network.OutputsArrived;

    /// <summary>Brings it to the host. Blocks until it has arrived.</summary>
    void Take() => Network.TakeOutputs();

    /// <summary>Makes results of it.</summary>
    void Decode(FrameTransform transform);
}
