namespace VisionPlugin;

/// <summary>A network's head cannot be made convolutional. The message names the node and says why.</summary>
public sealed class ConvolutionalHeadException : VisionException
{
    /// <summary>Creates the error.</summary>
    public ConvolutionalHeadException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
