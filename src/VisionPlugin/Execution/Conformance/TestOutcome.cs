namespace VisionPlugin.Execution.Conformance;

/// <summary>How a recorded test ended on a backend.</summary>
public enum TestOutcome
{
    /// <summary>Every output is within tolerance.</summary>
    Passed,

    /// <summary>An output differs, or the test cannot be read or run although nothing in it is unsupported.</summary>
    Failed,

    /// <summary>The model, or the backend, lacks something that the test needs.</summary>
    Unsupported,
}
