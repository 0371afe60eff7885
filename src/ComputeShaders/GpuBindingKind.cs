namespace VisionPlugin.ComputeShaders;

/// <summary>What a slot of a kernel is bound to.</summary>
internal enum GpuBindingKind
{
    /// <summary>An input of the node.</summary>
    Input,

    /// <summary>An output of the node.</summary>
    Output,

    /// <summary>Constants: repacked weights, tables.</summary>
    Constant,

    /// <summary>Memory that lives for the node only.</summary>
    Scratch,
}
