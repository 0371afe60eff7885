using System.Collections.Immutable;
using VisionPlugin.Graphs;
using VisionPlugin.Tensors;

namespace VisionPlugin.Cards.Recognition;

/// <summary>What is known of a model without a card: its input, the shapes of its outputs, its metadata.</summary>
internal sealed class ModelFacts
{
    // For sizes that a model leaves open and its metadata does not tell: what detectors and classifiers mostly use.
    private static readonly ImmutableArray<(int Width, int Height)> UsualSizes = [(640, 640), (224, 224)];

    private readonly CompiledGraph _graph;

    private ModelFacts(Model model, CompiledGraph graph, ImageInput input, ExportMetadata metadata, RecognitionHints hints)
    {
        Suppression = SuppressionCut.Find(model, graph);
        Producer = model.Metadata.GetValueOrDefault("producer", "");
        (_graph, Input, Metadata, Hints) = (graph, input, metadata, hints);
        Outputs = [.. graph.Model.Outputs.Select(name => new RecognizedOutput(name, graph.Values[name].Shape))];
    }

    /// <summary>The input.</summary>
    public ImageInput Input { get; }

    /// <summary>What the exporter noted.</summary>
    public ExportMetadata Metadata { get; }

    /// <summary>What a short card says.</summary>
    public RecognitionHints Hints { get; }

    /// <summary>What goes into the graph's own suppression of overlapping boxes; null if it has none.</summary>
    public Suppression? Suppression { get; }

    /// <summary>The program that wrote the model.</summary>
    public string Producer { get; }

    /// <summary>The outputs in the model's order, but for those that depend on a suppression.</summary>
    public ImmutableArray<RecognizedOutput> Outputs { get; }

    /// <summary>True if a short card names the decoder, so that likeness to other families is no obstacle.</summary>
    public bool IsForced => Hints.Decoder is not null;

    /// <summary>Number of classes as far as somebody said: the card's labels, else the exporter's names.</summary>
    public int? Classes => Hints.Classes ?? (Metadata.Names.IsEmpty ? null : Metadata.Names.Length);

    /// <summary>The outputs with their shapes, for messages.</summary>
    public string OutputText => string.Join(", ", Outputs);

    /// <summary>Learns what can be learnt of a model.</summary>
    /// <exception cref="ModelFormatException">It does not take one picture.</exception>
    /// <exception cref="ShapeMismatchException">Its shapes do not fit together.</exception>
    public static ModelFacts Of(Model model, RecognitionHints hints)
    {
        ExportMetadata metadata = ExportMetadata.Read(model.Metadata);
        ValueInfo declared = ImageInput.Find(model);
        Model fixedPart = SuppressionCut.Fixed(model);
        ShapeMismatchException? failure = null;
        (int, int)?[] noted = [hints.Size ?? metadata.ImageSize];
        foreach ((int Width, int Height)? size in noted.Concat(UsualSizes.Select(s => ((int, int)?)s)).Where(s => s is not null))
        {
            ImageInput input = ImageInput.Of(model, declared, size!.Value, isNoted: noted[0] is not null);
            try
            {
                var inputs = new Dictionary<string, TensorInfo> { [declared.Name] = new(declared.DataType, input.Shape) };
                return new ModelFacts(model, GraphCompiler.Compile(fixedPart, inputs), input, metadata, hints);
            }
            catch (ShapeMismatchException error)
            {
                failure ??= error;
                if (noted[0] is not null || !input.IsOpen)
                    break;
            }
        }

        throw failure!;
    }

    /// <summary>What an output is put together from.</summary>
    public IReadOnlyList<HeadSource> SourcesOf(RecognizedOutput output) => HeadSources.Of(_graph, output.Name);
}
