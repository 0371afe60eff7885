namespace VisionPlugin.Cards.Recognition;

/// <summary>What a short card says already, so that it need not be guessed.</summary>
/// <param name="Decoder">Type of the decoder; null if open.</param>
/// <param name="Task">What the model is for; null if open.</param>
/// <param name="Classes">Number of labels; null if there are none.</param>
/// <param name="Size">Size of the input; null if open.</param>
internal sealed record RecognitionHints(
    string? Decoder = null, VisionTask? Task = null, int? Classes = null, (int Width, int Height)? Size = null);
