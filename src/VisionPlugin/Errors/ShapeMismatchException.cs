namespace VisionPlugin;

/// <summary>Shapes, ranks, element types or attributes of an operator do not fit together.</summary>
public sealed class ShapeMismatchException : VisionException
{
    /// <summary>Creates the error; <paramref name="message"/> gives the shapes found and those expected.</summary>
    public ShapeMismatchException(string message, Exception? inner = null)
        : base(message, inner)
    {
    }
}
