namespace VisionPlugin.Cpu.Layouts;

/// <summary>The order of a tensor's elements in the CPU backend's memory.</summary>
internal enum Layout : byte
{
    /// <summary>Row-major in the order of the graph's axes: (N, C, spatial...).</summary>
    Planar,

    /// <summary>
    /// Channels innermost: (N, spatial..., C). All channels of a pixel are neighbours, so that kernels run over whole
    /// registers of channels whatever the picture's width.
    /// </summary>
    ChannelsLast,
}
