namespace VisionPlugin.DemoApp;

/// <summary>What the user gave cannot be used; the message says why and what would do. Exit code 2.</summary>
internal sealed class BadInputException(string message, Exception? inner = null) : Exception(message, inner);
