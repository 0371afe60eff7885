using VisionPlugin.Graphs;

namespace VisionPlugin.Cards.Recognition;

/// <summary>What to change in a card that does not fit its model.</summary>
internal static class CardAdvice
{
    /// <summary>A sentence to append to an error; empty if the model is of no known family.</summary>
    public static string For(Model model)
    {
        try
        {
            ModelRecognition found = Recognizer.Recognize(model, new RecognitionHints()).Recognition;
            return $" Without its card the model is {found} Leave the card out, or let it say only what is different"
                + " (docs/cards.md, \"Short cards\").";
        }
        catch (VisionException)
        {
            return "";
        }
    }
}
