using VisionPlugin.Graphs;

namespace VisionPlugin.Cards;

/// <summary>A network together with the card that says what it is for.</summary>
/// <param name="Model">The network.</param>
/// <param name="Card">Its card.</param>
public sealed record VisionModel(Model Model, ModelCard Card)
{
    /// <summary>Loads an ONNX file and its card.</summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="cardPath">The card; left out, it is <c>NAME.vision.json</c> beside the model.</param>
    /// <param name="limits">What the model may ask for.</param>
    /// <exception cref="FileNotFoundException">There is no such model file.</exception>
    /// <exception cref="ModelFormatException">The model or the card is not valid, or there is no card.</exception>
    /// <exception cref="UnsupportedOperatorException">The model needs operators that the plugin does not have.</exception>
    public static VisionModel Load(string path, string? cardPath = null, ModelLimits? limits = null)
    {
        string card = CardOf(path, cardPath);
        return new VisionModel(ModelLoader.Load(path, limits), ModelCard.Load(card));
    }

    /// <summary>The card of a model file: the one given, else the one beside it, which must be there.</summary>
    internal static string CardOf(string path, string? cardPath)
    {
        string card = cardPath ?? ModelCard.PathFor(path);
        if (cardPath is null && File.Exists(path) && !File.Exists(card))
            throw new ModelFormatException($"{path} has no card: there is no {card}. docs/cards.md says how to write one.");
        return card;
    }
}
