using VisionPlugin.Frames;

namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>Looks into frames, on a thread of its own, where it was made and is disposed.</summary>
internal interface IInspector : IDisposable
{
    /// <summary>Makes pictures of a frame.</summary>
    void Process(Frame frame, InspectSettings settings, Inspection result);
}
