using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.DemoApp.Live.Synthetic;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>One thing that the window can do with frames.</summary>
/// <param name="Title">For people.</param>
/// <param name="Model">The network whose inside the other views show.</param>
/// <param name="Create">Adds the networks to a host.</param>
internal sealed record VisionMode(string Title, Lazy<ModelAsset> Model, VisionMode.Maker Create)
{
    /// <summary>Makes a pipeline, whose behaviours it adds to the host.</summary>
    public delegate Pipeline Maker(
        VisionHost host, IBackend backend, WorkerOptions worker, FrameExchange frames, FindingsBoard board);

    /// <summary>What ships, in the order of the key.</summary>
    public static IReadOnlyList<VisionMode> Shipped { get; } = [Faces(), OfModel("Objects", Asset("centernet")),
        OfModel("Person", Asset("selfie"))];

    /// <summary>The network that finds the shapes of the synthetic scene.</summary>
    public static VisionMode Synthetic { get; } = OfModel("Shapes", new Lazy<ModelAsset>(() =>
        new ModelAsset(SyntheticNetwork.Create())));

    /// <summary>A file of the user's, a model that ships or a network of the zoo, by what its card says it is for.</summary>
    /// <exception cref="BadInputException">There is no such model.</exception>
    public static VisionMode OfFile(string nameOrFile, string? card = null)
    {
        if (ModelCatalog.IsOfZoo(nameOrFile))
            return OfModel(nameOrFile, new Lazy<ModelAsset>(() => new ModelAsset(ModelCatalog.LoadVision(nameOrFile, card))));
        string path = ModelCatalog.Find(nameOrFile);
        return OfModel(Path.GetFileNameWithoutExtension(path), new Lazy<ModelAsset>(() => ModelAsset.Load(path, card)));
    }

    /// <summary>A network by what its card says it is for.</summary>
    public static VisionMode OfModel(string title, Lazy<ModelAsset> model) =>
        new(title, model, (host, backend, worker, frames, board) =>
    {
        // The task stands in the card, so the model must be there.
        VisionTask task = model.Value.Task.GetAwaiter().GetResult().Card.Task;
        return task switch
        {
            VisionTask.Segment => new SegmentPipeline(host, model.Value, backend, worker, frames, board),
            VisionTask.Classify => new ClassifyPipeline(host, model.Value, backend, worker, frames, board),
            VisionTask.Detect => new DetectPipeline(host, model.Value, backend, worker, frames, board),
            _ => throw new ModelFormatException($"{model.Value.Name} is a model to "
                + $"{task.ToString().ToLowerInvariant()}; the window shows boxes, classes and masks."),
        };
    });

    private static VisionMode Faces()
    {
        Lazy<ModelAsset> faces = Asset("tiny_face_detector"), expressions = Asset("face_expression");
        return new VisionMode("Faces and expressions", faces,
            (host, backend, worker, frames, board) => new FacePipeline(host, faces.Value, expressions.Value, backend, worker,
                frames, board));
    }

    private static Lazy<ModelAsset> Asset(string name) => new(() => ModelAsset.Load(ModelCatalog.Find(name)));
}
