using System.Collections.Immutable;
using VisionPlugin.Components;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>
/// One or more networks that look at frames in a host: takes the latest frame when it has done with the last one,
/// and publishes what was found. Its behaviours are in the host before it.
/// </summary>
internal abstract class Pipeline(FrameExchange frames, FindingsBoard board) : VisionBehaviour
{
    /// <summary>What the user turns; may be set from another thread.</summary>
    public VisionSettings Settings
    {
        get => Volatile.Read(ref field);
        set => Volatile.Write(ref field, value);
    } = VisionSettings.Defaults;

    /// <summary>True while the networks are being loaded or prepared.</summary>
    public bool IsLoading => Volatile.Read(ref _isLoading);

    /// <summary>True if a network could not be loaded or prepared; the error was reported.</summary>
    public bool HasFailed => Volatile.Read(ref _hasFailed);

    /// <summary>True while a frame is under way.</summary>
    public bool IsBusy { get; private set; }

    /// <summary>Names of the classes that boxes may have; empty until the network is loaded.</summary>
    public ImmutableArray<string> Classes { get; protected set; } = [];

    /// <summary>Defaults of the card; null until the network is loaded.</summary>
    public Decoding.DetectionOptions? CardOptions { get; protected set; }

    /// <summary>The boxes on the GPU, for a window that shares its context; null where they are not.</summary>
    public virtual IGpuDetections? GpuResults => null;

    /// <summary>The mask on the GPU, for a window that shares its context; null where it is not.</summary>
    public virtual IGpuMask? GpuMask => null;

    /// <summary>The frames.</summary>
    protected FrameExchange Frames => frames;

    /// <summary>What is being filled.</summary>
    protected Findings Next => board.Next;

    private bool _isLoading = true;
    private bool _hasFailed;
    private VisionSettings? _applied;

    /// <summary>What the network does whose turn it is; Loading or Failed if any of them is.</summary>
    protected abstract FrameBehaviourState Readiness { get; }

    /// <summary>The models are there: take over labels and options.</summary>
    protected abstract void OnLoaded();

    /// <summary>Gives changed settings to the networks.</summary>
    protected abstract void Apply(VisionSettings settings);

    /// <summary>Begins with the frame just taken.</summary>
    protected abstract void Begin();

    /// <summary>Goes on with the frame; true when everything was found.</summary>
    protected abstract bool Continue();

    /// <summary>Begins with the frame: where it is on the GPU already, from there.</summary>
    protected void Look<T>(FrameBehaviour<T> behaviour)
    {
        if (frames.Texture is { } texture)
            behaviour.Process(texture, frames.Stamp.Captured);
        else
            behaviour.Process(frames.Frame, frames.Stamp.Captured);
    }

    /// <inheritdoc/>
    protected override void LateUpdate()
    {
        FrameBehaviourState readiness = Readiness;
        if (readiness == FrameBehaviourState.Failed)
            Volatile.Write(ref _hasFailed, true);
        if (readiness is FrameBehaviourState.Failed or FrameBehaviourState.Loading)
            return;
        if (_isLoading)
        {
            OnLoaded();
            Volatile.Write(ref _isLoading, false);
        }

        if (IsBusy && Continue())
        {
            IsBusy = false;
            board.Publish();
        }
        else if (IsBusy && Readiness == FrameBehaviourState.Idle)
        {
            // The frame was given up: an error, which was reported.
            IsBusy = false;
        }

        if (IsBusy || !frames.TryTake())
            return;
        if (_applied != Settings)
            Apply(_applied = Settings);
        Next.Begin(frames);
        IsBusy = true;
        Begin();
    }
}
