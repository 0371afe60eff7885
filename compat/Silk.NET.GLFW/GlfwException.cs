namespace Silk.NET.GLFW;

public class GlfwException : Exception
{
    public GlfwException(string message)
        : base(message)
    {
    }
}
