namespace VisionPlugin.Execution;

/// <summary>What becomes of nodes that the chosen backend cannot run.</summary>
public enum FallbackMode
{
    /// <summary>Loading fails and lists all of them.</summary>
    Strict,

    /// <summary>They run on the CPU backend and are listed in <see cref="Worker.Coverage"/>.</summary>
    Cpu,
}
