namespace VisionPlugin.ComputeShaders;

/// <summary>How a tensor's elements lie in GPU memory.</summary>
internal enum GpuLayout
{
    /// <summary>Row-major, as on the host.</summary>
    Linear,

    /// <summary>
    /// (N, C, spatial...) as vectors of four channels, [n][c / 4][position][c % 4] (NC4HW4). Channels that fill up
    /// the last vector are zero: every kernel that writes the layout keeps them so, and every kernel that reads it
    /// may rely on it.
    /// </summary>
    Packed,
}
