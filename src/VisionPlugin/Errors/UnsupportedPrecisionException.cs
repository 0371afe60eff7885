namespace VisionPlugin;

/// <summary>A backend cannot store a network's numbers as a worker asks for.</summary>
public sealed class UnsupportedPrecisionException : VisionException
{
    /// <summary>Creates the error; <paramref name="message"/> says what to choose instead.</summary>
    public UnsupportedPrecisionException(string message)
        : base(message)
    {
    }
}
