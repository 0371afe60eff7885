using VisionPlugin.Components;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Live.Inspect;

/// <summary>What an inspection has made of one frame. Reused.</summary>
internal sealed class Inspection
{
    /// <summary>The most pictures that there are.</summary>
    public const int MostPanels = 3;

    /// <summary>The frame's number; 0 before the first.</summary>
    public long FrameNumber { get; set; }

    /// <summary>What the user had turned.</summary>
    public InspectSettings? Settings { get; set; }

    /// <summary>When the frame was taken.</summary>
    public FrameStamp Stamp { get; set; }

    /// <summary>The pictures, left to right.</summary>
    public Panel[] Panels { get; } = [new(), new(), new()];

    /// <summary>What stands over them.</summary>
    public string[] Captions { get; set; } = [];

    /// <summary>What runs it, for people.</summary>
    public string Backend { get; set; } = "";

    /// <summary>The layer that is shown, if it is one's.</summary>
    public ActivationLayer? Layer { get; set; }

    /// <summary>Its index, from 0.</summary>
    public int LayerIndex { get; set; }

    /// <summary>Number of layers.</summary>
    public int LayerCount { get; set; }

    /// <summary>Largest absolute difference of two backends, if they are compared.</summary>
    public float MaxError { get; set; }

    /// <summary>Largest absolute value there, to judge it by.</summary>
    public float MaxValue { get; set; }

    /// <summary>Milliseconds of the networks.</summary>
    public double Milliseconds { get; set; }
}
