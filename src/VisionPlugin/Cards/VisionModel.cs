using VisionPlugin.Cards.Recognition;
using VisionPlugin.Graphs;

namespace VisionPlugin.Cards;

/// <summary>A network together with the card that says what it is for.</summary>
/// <param name="Model">The network. One that takes channels last, as its card says, is given a transposition.</param>
/// <param name="Card">Its card.</param>
public sealed record VisionModel(Model Model, ModelCard Card)
{
    /// <summary>The network, with an input (1, C, H, W) and with the outputs that the card's decoder names.</summary>
    public Model Model { get; init; } = CardOutputs.Apply(ChannelsFirst.Apply(Model, Card), Card);

    /// <summary>How the network was recognised; null if its card said everything.</summary>
    public ModelRecognition? Recognition { get; init; }

    /// <summary>
    /// Loads an ONNX file and its card. What the card does not say, and all of it where there is none, is recognised by
    /// the model's metadata, shapes and outputs; docs/your-own-model.md lists what can be.
    /// </summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="cardPath">The card; left out, it is <c>NAME.vision.json</c> beside the model, if that is there.</param>
    /// <param name="limits">What the model may ask for.</param>
    /// <exception cref="FileNotFoundException">There is no such model file.</exception>
    /// <exception cref="ModelFormatException">
    /// The model or the card is not valid, or there is no card and the model is of no known family.
    /// </exception>
    /// <exception cref="UnsupportedOperatorException">The model needs operators that the plugin does not have.</exception>
    public static VisionModel Load(string path, string? cardPath = null, ModelLimits? limits = null)
    {
        CardFile card = CardFile.Find(path, cardPath);
        return card.Complete(ModelLoader.Load(path, limits));
    }

    /// <summary>Makes a card for a network that has none, or a short one, by its metadata, shapes and outputs.</summary>
    /// <param name="model">The network.</param>
    /// <param name="cardPath">A card, whose fields count; null if there is none.</param>
    /// <exception cref="ModelFormatException">It is of no known family: says what each expects, and what was found.</exception>
    public static VisionModel Recognize(Model model, string? cardPath = null)
    {
        ArgumentNullException.ThrowIfNull(model);
        if (cardPath is not null)
            return CardFile.Find(model.Name, cardPath).Complete(model);
        return CardFile.None(ModelCard.PathFor(model.Name)).Complete(model);
    }
}
