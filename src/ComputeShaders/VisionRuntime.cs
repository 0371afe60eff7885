using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Runtime;
using VisionPlugin.Decoding;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Vision for programs without an OpenGL context of their own: servers, tests, engines on Vulkan, Direct3D or Metal.
/// Owns a headless context, or the CPU backend where there is no driver, on a thread of its own. Pixels go in, results
/// come out by <c>await</c>. Thread-safe; requests are done one after the other, in the order in which they are made,
/// and the code that awaits them never runs on the runtime's thread.
/// </summary>
public sealed class VisionRuntime : IDisposable, IAsyncDisposable
{
    private readonly RuntimeThread _thread;
    private readonly WorkerOptions? _worker;

    private VisionRuntime(VisionRuntimeOptions options)
    {
        string reason = "";
        _thread = new RuntimeThread(() => Open(options, out reason));
        (_worker, Reason) = (options.Worker, reason);
        Backend = _thread.Backend.Type;
    }

    /// <summary>The thread, for tests.</summary>
    internal RuntimeThread Thread => _thread;

    /// <summary>What it runs on.</summary>
    public BackendType Backend { get; }

    /// <summary>Driver and renderer, or instruction set and threads; for people.</summary>
    public string Description => _thread.Backend.Description;

    /// <summary>Why that was chosen; for people.</summary>
    public string Reason { get; }

    /// <summary>Starts a runtime. Blocks until its context is there, which takes a fraction of a second.</summary>
    /// <param name="options">What to run on; left out, the GPU if there is a hardware driver, else the CPU.</param>
    /// <exception cref="GpuUnavailableException">
    /// The GPU was asked for, and the machine has no driver for it.
    /// </exception>
    public static VisionRuntime CreateHeadless(VisionRuntimeOptions? options = null) =>
        new(options ?? new VisionRuntimeOptions());

    /// <summary>Prepares a model that finds objects. Results are in pixels of the frame, best first.</summary>
    /// <param name="model">The model.</param>
    /// <param name="options">Which proposals count; left out, as its card says.</param>
    /// <param name="progress">Told how far the preparation is, on the runtime's thread.</param>
    /// <param name="cancellation">Ends the request, at once or between two pieces of the preparation.</param>
    /// <exception cref="ModelFormatException">The model is not for detection, or its card does not fit it.</exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public ValueTask<RuntimeModel<Detection[]>> CreateDetectorAsync(
        VisionModel model, DetectionOptions? options = null, IProgress<WarmUpProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Create(model, progress, worker =>
        {
            var detector = new ObjectDetector(model, _thread.Backend, _worker, worker);
            detector.Options = options ?? detector.Options;
            IFrameComponent<Detection> parts = detector;
            return RuntimeModel<Detection[]>.Create(_thread, model.Card, parts, () => parts.Latest.ToArray());
        }, cancellation);

    /// <summary>
    /// Prepares a model that says what frames show. Results are the most probable classes, best first.
    /// </summary>
    /// <param name="model">The model.</param>
    /// <param name="top">Number of classes to give, 1 to 1024.</param>
    /// <param name="progress">Told how far the preparation is, on the runtime's thread.</param>
    /// <param name="cancellation">Ends the request, at once or between two pieces of the preparation.</param>
    /// <exception cref="ModelFormatException">
    /// The model is not for classification, or its card does not fit it.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public ValueTask<RuntimeModel<Classification[]>> CreateClassifierAsync(
        VisionModel model, int top = 5, IProgress<WarmUpProgress>? progress = null,
        CancellationToken cancellation = default) =>
        Create(model, progress, worker =>
        {
            IFrameComponent<Classification> parts = new ImageClassifier(model, _thread.Backend, top, _worker, worker);
            return RuntimeModel<Classification[]>.Create(_thread, model.Card, parts, () => parts.Latest.ToArray());
        }, cancellation);

    /// <summary>Prepares a model that says what each pixel belongs to. Results are masks of the frame's size.</summary>
    /// <param name="model">The model.</param>
    /// <param name="progress">Told how far the preparation is, on the runtime's thread.</param>
    /// <param name="cancellation">Ends the request, at once or between two pieces of the preparation.</param>
    /// <exception cref="ModelFormatException">
    /// The model is not for segmentation, or its card does not fit it.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public ValueTask<RuntimeModel<Mask>> CreateSegmenterAsync(
        VisionModel model, IProgress<WarmUpProgress>? progress = null, CancellationToken cancellation = default) =>
        Create(model, progress, worker =>
        {
            var segmenter = new Segmenter(model, _thread.Backend, _worker, worker);
            return RuntimeModel<Mask>.Create(_thread, model.Card, segmenter, () => Copy(segmenter.Mask));
        }, cancellation);

    /// <summary>Prepares a model that describes frames by vectors.</summary>
    /// <param name="model">The model.</param>
    /// <param name="progress">Told how far the preparation is, on the runtime's thread.</param>
    /// <param name="cancellation">Ends the request, at once or between two pieces of the preparation.</param>
    /// <exception cref="ModelFormatException">The model is not for embedding, or its card does not fit it.</exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public ValueTask<RuntimeModel<float[]>> CreateEmbedderAsync(
        VisionModel model, IProgress<WarmUpProgress>? progress = null, CancellationToken cancellation = default) =>
        Create(model, progress, worker =>
        {
            IFrameComponent<float> parts = new FeatureEmbedder(model, _thread.Backend, _worker, worker);
            return RuntimeModel<float[]>.Create(_thread, model.Card, parts, () => parts.Latest.ToArray());
        }, cancellation);

    /// <summary>
    /// Makes a new context after <see cref="GpuDeviceLostException"/>, when all requests that were made before are done:
    /// those that need the GPU fail likewise. All models go on; what they had on the GPU they make again with their
    /// next frame. Does nothing on the CPU.
    /// </summary>
    /// <param name="cancellation">Ends the request if it has not begun.</param>
    /// <exception cref="GpuUnavailableException">
    /// There is no driver, for example while it is being updated. The runtime stays lost; try again later.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The runtime was disposed.</exception>
    public async ValueTask RecreateAsync(CancellationToken cancellation = default) =>
        await _thread.Run(
            _ =>
            {
                (_thread.Backend as GpuBackend)?.Recreate();
                return true;
            },
            cancellation).ConfigureAwait(false);

    /// <summary>
    /// Ends the thread with everything on it, models included. A request under way is finished; those waiting fail with
    /// <see cref="ObjectDisposedException"/>. Blocks until that is done.
    /// </summary>
    public void Dispose()
    {
        _thread.Stop();
        _thread.Ended.GetAwaiter().GetResult();
    }

    /// <summary>As <see cref="Dispose"/>, without blocking.</summary>
    public async ValueTask DisposeAsync()
    {
        _thread.Stop();
        await _thread.Ended.ConfigureAwait(false);
    }

    private ValueTask<RuntimeModel<T>> Create<T>(
        VisionModel model, IProgress<WarmUpProgress>? progress, Func<Worker, RuntimeModel<T>> create,
        CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(model);
        return _thread.Run(
            token =>
            {
                Worker worker = FrameNetwork.CreateWorker(model, _thread.Backend, _worker);
                try
                {
                    WarmUp(worker, progress, token);
                    return create(worker);
                }
                catch
                {
                    worker.Dispose();
                    throw;
                }
            },
            cancellation);
    }

    private static void WarmUp(Worker worker, IProgress<WarmUpProgress>? progress, CancellationToken cancellation)
    {
        using WarmUp warmUp = worker.BeginWarmUp();
        while (!warmUp.IsComplete)
        {
            cancellation.ThrowIfCancellationRequested();
            if (warmUp.TryMoveNext())
                progress?.Report(warmUp.Progress);
            else
                System.Threading.Thread.Sleep(1);
        }
    }

    private static IBackend Open(VisionRuntimeOptions options, out string reason)
    {
        switch (options.Backend)
        {
            case BackendType.Auto:
                return GpuBackends.CreateAuto(out reason, options.Profile);
            case BackendType.GpuCompute:
                reason = "GPU: asked for";
                return GpuBackend.CreateHeadless(options.Profile);
            default:
                reason = $"{options.Backend}: asked for";
                return Backends.Create(options.Backend);
        }
    }

    private static Mask Copy(Mask mask)
    {
        var copy = new Mask();
        mask.Values.CopyTo(copy.Reset(mask.Width, mask.Height, mask.Kind));
        return copy;
    }
}
