namespace VisionPlugin.DemoApp.Sources;

/// <summary>A source cannot be opened or broke off; the message says why and what would help, in one line.</summary>
internal sealed class SourceException(string message, Exception? inner = null) : Exception(message, inner);
