using System.Collections.Immutable;
using System.Globalization;
using VisionPlugin.Decoding;
using VisionPlugin.Frames;

namespace VisionPlugin.Cards;

/// <summary>
/// What a model file does not say of itself: its task, how a picture becomes its input, how its outputs are read, what
/// its classes are called. Lies beside the model as <c>NAME.vision.json</c>; docs/cards.md describes every field.
/// </summary>
public sealed record ModelCard
{
    /// <summary>File name ending of a card.</summary>
    public const string Extension = ".vision.json";

    /// <summary>Name for people.</summary>
    public required string Name { get; init; }

    /// <summary>What the model is for.</summary>
    public required VisionTask Task { get; init; }

    /// <summary>How a frame becomes the input.</summary>
    public required FrameToTensorOptions Input { get; init; }

    /// <summary>Name of the model's input; null if it has just one.</summary>
    public string? InputName { get; init; }

    /// <summary>
    /// True if the model takes its input as (1, H, W, C), as TensorFlow does. A <see cref="VisionModel"/> puts the
    /// channels first, so that everything else sees (1, C, H, W).
    /// </summary>
    public bool IsChannelsLast { get; init; }

    /// <summary>How the outputs are read; its type fits <see cref="Task"/>.</summary>
    public required Decoder Decoder { get; init; }

    /// <summary>Defaults for conf, iou and so on.</summary>
    public DetectionOptions Options { get; init; } = new();

    /// <summary>Names of the classes by index; empty if unknown.</summary>
    public ImmutableArray<string> Labels { get; init; } = [];

    /// <summary>Where the model comes from; null if not said.</summary>
    public string? Source { get; init; }

    /// <summary>Its licence; null if not said.</summary>
    public string? Licence { get; init; }

    /// <summary>Name of a class: its label, else <c>class 7</c>.</summary>
    public string LabelOf(int classId) =>
        (uint)classId < (uint)Labels.Length ? Labels[classId] : string.Create(CultureInfo.InvariantCulture, $"class {classId}");

    /// <summary>
    /// Reads a whole card. A short one, which leaves to the model what it does not say, is read by
    /// <see cref="VisionModel.Load"/>.
    /// </summary>
    /// <exception cref="ModelFormatException">
    /// There is no such file, it is not JSON, or a field is missing, unknown or wrong: the message names file and field and
    /// says what is allowed.
    /// </exception>
    public static ModelCard Load(string path) => ModelCardReader.Read(path);

    /// <summary>Reads a card from a stream, to its end. Its labels must stand in it, not in another file.</summary>
    /// <param name="stream">The stream, which stays open.</param>
    /// <param name="name">The card's name, for messages.</param>
    /// <exception cref="ModelFormatException">
    /// It is not JSON, or a field is missing, unknown or wrong: the message names the field and says what is allowed.
    /// </exception>
    public static ModelCard Load(Stream stream, string name = "card") => ModelCardReader.Read(stream, name);

    /// <summary>Where a model's card is: <c>NAME.vision.json</c> for <c>NAME.onnx</c>, in the same folder.</summary>
    public static string PathFor(string modelPath) => Path.ChangeExtension(modelPath, null) + Extension;
}
