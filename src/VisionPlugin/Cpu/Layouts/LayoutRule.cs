namespace VisionPlugin.Cpu.Layouts;

/// <summary>Which layouts a kernel reads and writes. Constants are always planar; lower ranks have no other layout.</summary>
internal enum LayoutRule : byte
{
    /// <summary>Reads and writes planar tensors.</summary>
    Planar,

    /// <summary>Reads and writes channels-last tensors.</summary>
    ChannelsLast,

    /// <summary>Reads any layout, writes channels last.</summary>
    AnyToChannelsLast,

    /// <summary>Reads any layout, writes planar.</summary>
    AnyToPlanar,

    /// <summary>Channels last if any input that has more than one pixel and channel is, else planar; all inputs alike.</summary>
    Follow,
}
