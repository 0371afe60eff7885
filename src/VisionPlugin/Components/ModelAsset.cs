using System.Reflection;
using System.Runtime.CompilerServices;
using VisionPlugin.Cards;
using VisionPlugin.Graphs;

namespace VisionPlugin.Components;

/// <summary>
/// A model with its card that loads in the background, never on the thread that asked for it. Look at
/// <see cref="State"/> in a loop, or <c>await</c> it. Several behaviours may share one. Thread-safe.
/// </summary>
public sealed class ModelAsset
{
    private readonly Task<VisionModel> _task;
    private readonly Loading? _loading;

    private ModelAsset(string name, Task<VisionModel> task, Loading? loading) =>
        (Name, _task, _loading) = (name, task, loading);

    /// <summary>A model that is there already.</summary>
    public ModelAsset(VisionModel model)
        : this(NameOf(model), System.Threading.Tasks.Task.FromResult(model), null)
    {
    }

    /// <summary>Where it comes from: the file, or the name given. For messages.</summary>
    public string Name { get; }

    /// <summary>How far it is.</summary>
    public ModelAssetState State => _task.Status switch
    {
        TaskStatus.RanToCompletion => ModelAssetState.Ready,
        TaskStatus.Faulted or TaskStatus.Canceled => ModelAssetState.Failed,
        _ => ModelAssetState.Loading,
    };

    /// <summary>How much has been read, 0..1; 1 once it is ready. Stays at 0 for a stream of unknown length.</summary>
    public float Progress => State == ModelAssetState.Ready ? 1 : _loading?.Progress ?? 0;

    /// <summary>
    /// Why it failed; null unless it did. <see cref="OperationCanceledException"/> if the load was cancelled.
    /// </summary>
    public Exception? Error => State != ModelAssetState.Failed ? null
        : _task.Exception?.InnerException ?? new TaskCanceledException(_task);

    /// <summary>The model.</summary>
    /// <exception cref="InvalidOperationException">It is still loading.</exception>
    /// <exception cref="OperationCanceledException">The load was cancelled.</exception>
    /// <exception cref="Exception">The load failed: whatever <see cref="Error"/> is.</exception>
    public VisionModel Value => State != ModelAssetState.Loading ? _task.GetAwaiter().GetResult()
        : throw new InvalidOperationException($"{Name} is still loading. Await it, or look at {nameof(State)} first.");

    /// <summary>The load itself, for those who combine tasks.</summary>
    public Task<VisionModel> Task => _task;

    /// <summary>
    /// Begins to load an ONNX file and its card, with external data from files below the same folder, as
    /// <see cref="VisionModel.Load"/> does.
    /// </summary>
    /// <param name="path">The ONNX file.</param>
    /// <param name="cardPath">The card; left out, it is <c>NAME.vision.json</c> beside the model.</param>
    /// <param name="limits">What the model may ask for.</param>
    /// <param name="progress">Told how much has been read, 0..1, on a thread of the pool.</param>
    /// <param name="cancellation">Ends the load, which then fails.</param>
    public static ModelAsset Load(
        string path, string? cardPath = null, ModelLimits? limits = null, IProgress<float>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(path);
        return Begin(path, new Loading(progress, cancellation), loading =>
        {
            limits ??= ModelLimits.Default;
            using FileStream file = ModelLoader.Open(path, limits);
            CardFile card = CardFile.Find(path, cardPath);
            string? folder = Path.GetDirectoryName(Path.GetFullPath(path));
            return card.Complete(ModelLoader.Load(loading.Watch(file), path, folder, limits));
        });
    }

    /// <summary>
    /// Begins to load from a stream, which is read to its end on another thread. There can be no external data.
    /// </summary>
    /// <param name="stream">
    /// The bytes of an ONNX file. Stays the caller's, who leaves it alone until the load has ended.
    /// </param>
    /// <param name="card">The model's card.</param>
    /// <param name="limits">What the model may ask for.</param>
    /// <param name="progress">Told how much has been read, 0..1, on a thread of the pool.</param>
    /// <param name="cancellation">Ends the load, which then fails.</param>
    public static ModelAsset Load(
        Stream stream, ModelCard card, ModelLimits? limits = null, IProgress<float>? progress = null,
        CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(card);
        return Begin(card.Name, new Loading(progress, cancellation), loading =>
            new VisionModel(ModelLoader.Load(loading.Watch(stream), card.Name, limits), card));
    }

    /// <summary>Begins to load resources that are embedded in an assembly: the model and its card.</summary>
    /// <param name="assembly">The assembly.</param>
    /// <param name="name">Name of the resource with the ONNX file.</param>
    /// <param name="cardName">
    /// Name of the card's; left out, <c>NAME.vision.json</c> for <c>NAME.onnx</c>, or none if there is no such resource:
    /// the model is then recognised.
    /// </param>
    /// <param name="limits">What the model may ask for.</param>
    /// <param name="progress">Told how much has been read, 0..1, on a thread of the pool.</param>
    /// <param name="cancellation">Ends the load, which then fails.</param>
    public static ModelAsset LoadResource(
        Assembly assembly, string name, string? cardName = null, ModelLimits? limits = null,
        IProgress<float>? progress = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(assembly);
        ArgumentException.ThrowIfNullOrEmpty(name);
        return Begin(name, new Loading(progress, cancellation), loading =>
        {
            string cardResource = cardName ?? ModelCard.PathFor(name);
            using Stream model = Open(assembly, name);
            if (cardName is null && !assembly.GetManifestResourceNames().Contains(cardResource))
                return VisionModel.Recognize(ModelLoader.Load(loading.Watch(model), name, limits));
            using Stream card = Open(assembly, cardResource);
            return new VisionModel(
                ModelLoader.Load(loading.Watch(model), name, limits), ModelCard.Load(card, cardResource));
        });
    }

    /// <summary>What <c>await</c> uses: gives the model, or throws <see cref="Error"/>.</summary>
    public TaskAwaiter<VisionModel> GetAwaiter() => _task.GetAwaiter();

    private static string NameOf(VisionModel model)
    {
        ArgumentNullException.ThrowIfNull(model);
        return model.Card.Name;
    }

    private static ModelAsset Begin(string name, Loading loading, Func<Loading, VisionModel> load) =>
        new(name, System.Threading.Tasks.Task.Run(() => loading.Finish(load(loading)), loading.Cancellation), loading);

    private static Stream Open(Assembly assembly, string name) => assembly.GetManifestResourceStream(name)
        ?? throw new FileNotFoundException(
            $"{assembly.GetName().Name} has no resource '{name}'; it has "
            + $"{string.Join(", ", assembly.GetManifestResourceNames())}.", name);

    private sealed class Loading(IProgress<float>? progress, CancellationToken cancellation)
    {
        private float _progress;

        public CancellationToken Cancellation => cancellation;

        public float Progress => Volatile.Read(ref _progress);

        public WatchedStream Watch(Stream stream) => new WatchedStream(stream, Report, cancellation);

        public VisionModel Finish(VisionModel model)
        {
            cancellation.ThrowIfCancellationRequested();
            progress?.Report(1);
            return model;
        }

        // Reading is not all there is to do, so that its end is not yet 1.
        private void Report(float read)
        {
            Volatile.Write(ref _progress, 0.9f * read);
            progress?.Report(0.9f * read);
        }
    }
}
