namespace VisionPlugin;

/// <summary>A model file (or a card, or a tensor file) is damaged, hostile or not what its name says.</summary>
public sealed class ModelFormatException : VisionException
{
    /// <summary>Creates the error; <paramref name="message"/> names the file and, where known, the node or tensor.</summary>
    public ModelFormatException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
