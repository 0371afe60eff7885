namespace VisionPlugin.Samples.BareHost;

/// <summary>GLFW cannot do what was asked; the message is GLFW's own.</summary>
internal sealed class GlfwException(string message) : Exception(message);
