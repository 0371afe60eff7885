namespace VisionPlugin;

/// <summary>A model cannot be written: no space, no permission, too large for one stream, or sizes that do not fit it.</summary>
public sealed class ModelSaveException : VisionException
{
    /// <summary>Creates the error; <paramref name="message"/> names the file and says what to do.</summary>
    public ModelSaveException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
