namespace VisionPlugin.Cpu.Convolution;

/// <summary>Neighbouring output pixels of a depthwise convolution whose windows have the same elements.</summary>
internal unsafe struct DepthwiseBlock
{
    /// <summary>Pixels that are computed together.</summary>
    public const int Pixels = 4;

    /// <summary>The elements of the window.</summary>
    public DepthwiseTap* Taps;

    /// <summary>Number of elements.</summary>
    public int Count;

    /// <summary>Corner of the first pixel's window.</summary>
    public float* X;

    /// <summary>Floats from one pixel's window to the next one's.</summary>
    public nint Step;

    /// <summary>One bias a channel.</summary>
    public float* Bias;

    /// <summary>The first output pixel.</summary>
    public float* Y;

    /// <summary>What is added to it; null for nothing.</summary>
    public float* Residual;

    /// <summary>Channels of input and output.</summary>
    public int Channels;

    /// <summary>Lower limit of the output.</summary>
    public float Low;

    /// <summary>Upper limit of the output.</summary>
    public float High;

    /// <summary>Moves some pixels further.</summary>
    public void Advance(int pixels)
    {
        X += pixels * Step;
        Y += (nint)pixels * Channels;
        Residual = Residual == null ? null : Residual + ((nint)pixels * Channels);
    }
}
