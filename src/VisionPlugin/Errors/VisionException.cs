namespace VisionPlugin;

/// <summary>Base of every error that the plugin raises on purpose. The message says what is wrong and what to do.</summary>
public abstract class VisionException : Exception
{
    /// <summary>Creates the error.</summary>
    protected VisionException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
