namespace VisionPlugin.ComputeShaders.Runtime;

/// <summary>Something to do on the runtime's thread.</summary>
internal abstract class RuntimeRequest
{
    /// <summary>
    /// Does it, unless it was cancelled before. Never throws: what goes wrong goes to who waits for it.
    /// </summary>
    public abstract void Run();

    /// <summary>Ends it with an error instead, unless it was cancelled before.</summary>
    public abstract void Fail(Exception exception);
}
