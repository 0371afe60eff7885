namespace VisionPlugin.Cpu.Convolution;

/// <summary>An element of a depthwise window.</summary>
internal unsafe struct DepthwiseTap
{
    /// <summary>Floats from the window's corner to the element's first channel.</summary>
    public nint Offset;

    /// <summary>The element's weights, one a channel.</summary>
    public float* Weights;
}
