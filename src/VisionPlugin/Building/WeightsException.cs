namespace VisionPlugin.Building;

/// <summary>A parameter is missing in a file of weights, or has another shape than the network needs.</summary>
public sealed class WeightsException : VisionException
{
    /// <summary>Creates the error.</summary>
    /// <param name="message">Names the parameter, what was found and what is needed.</param>
    /// <param name="inner">What caused it.</param>
    public WeightsException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
