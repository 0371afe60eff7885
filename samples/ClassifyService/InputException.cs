namespace VisionPlugin.Samples.ClassifyService;

/// <summary>The stream is not what the options say; the message says what to do.</summary>
internal sealed class InputException(string message) : Exception(message);
