namespace VisionPlugin.Operators;

/// <summary>
/// Where the output positions of an operator look that samples its input at places that depend on the data. Every backend
/// of the host uses it; finding a point allocates nothing.
/// </summary>
internal interface IPointSampler
{
    /// <summary>Number of spatial axes.</summary>
    int Axes { get; }

    /// <summary>Most positions along an axis that one point may have.</summary>
    int Capacity(int axis);

    /// <summary>Finds what an output position looks at.</summary>
    /// <param name="output">Index into (N, spatial...) of the output.</param>
    /// <param name="point">To be overwritten.</param>
    void Find(int output, SamplePoint point);
}
