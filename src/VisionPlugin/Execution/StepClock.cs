namespace VisionPlugin.Execution;

/// <summary>What the time of a layer is measured with.</summary>
public enum StepClock
{
    /// <summary>The processor's clock around a layer that is computed when its call returns.</summary>
    Processor,

    /// <summary>The processor's clock from one fence to the next, for a GPU without a clock of its own.</summary>
    Fences,

    /// <summary>The GPU's own clock.</summary>
    Gpu,
}
