using VisionPlugin.Cards;
using VisionPlugin.Components;
using VisionPlugin.ComputeShaders.Runtime;
using VisionPlugin.Execution;
using VisionPlugin.Frames;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// A model on a <see cref="VisionRuntime"/>: pixels go in, a result comes back that is the caller's own. Thread-safe;
/// requests are done in the order in which they are made.
/// </summary>
/// <typeparam name="TResult">What it finds in a frame.</typeparam>
public sealed class RuntimeModel<TResult> : IAsyncDisposable
{
    // How often a request on the CPU looks whether it was cancelled.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(5);

    private readonly RuntimeThread _thread;
    private readonly IDisposable _component;
    private readonly FrameReader _read;
    private volatile bool _disposed;

    private RuntimeModel(RuntimeThread thread, ModelCard card, IDisposable component, FrameReader read) =>
        (_thread, Card, _component, _read) = (thread, card, component, read);

    private delegate TResult FrameReader(Frame frame, CancellationToken cancellation);

    /// <summary>The model's card.</summary>
    public ModelCard Card { get; }

    /// <summary>Looks at a frame, after all requests that were made before.</summary>
    /// <param name="pixels">
    /// The bytes, from the first pixel of the top row on. Stay the caller's and must not change until the result is
    /// there.
    /// </param>
    /// <param name="width">Columns, at least 1.</param>
    /// <param name="height">Rows, at least 1.</param>
    /// <param name="format">Order of the bytes of a pixel.</param>
    /// <param name="stride">Bytes from one row to the next; 0 if the rows follow each other without a gap.</param>
    /// <param name="yuv">What brightness and colour differences mean, for formats that have them.</param>
    /// <param name="cancellation">
    /// Ends a request that is waiting at once, and one under way on the CPU within milliseconds. Either way the pixels
    /// are free when the task has ended.
    /// </param>
    /// <returns>The result, which is the caller's.</returns>
    /// <exception cref="ArgumentException">
    /// The size is not positive, the stride too short or there are too few bytes.
    /// </exception>
    /// <exception cref="ObjectDisposedException">The model or the runtime was disposed.</exception>
    /// <exception cref="GpuDeviceLostException">
    /// The driver reset the GPU; call <see cref="VisionRuntime.RecreateAsync"/>.
    /// </exception>
    public ValueTask<TResult> ProcessAsync(
        ReadOnlyMemory<byte> pixels, int width, int height, PixelFormat format = PixelFormat.Rgba32, int stride = 0,
        YuvEncoding yuv = YuvEncoding.Bt601, CancellationToken cancellation = default)
    {
        return _thread.Run(
            token =>
            {
                ObjectDisposedException.ThrowIf(_disposed, this);
                return _read(new Frame(pixels.Span, width, height, format, stride) { Yuv = yuv }, token);
            },
            cancellation);
    }

    /// <summary>Releases memory and kernels, after all requests that were made before.</summary>
    public async ValueTask DisposeAsync()
    {
        try
        {
            await _thread.Run(
                _ =>
                {
                    _disposed = true;
                    _thread.Release(_component);
                    return true;
                },
                CancellationToken.None).ConfigureAwait(false);
        }
        catch (ObjectDisposedException)
        {
            // The runtime went first, and took the model with it.
        }
    }

    /// <summary>Prepares a model. Called on the thread, which disposes the component.</summary>
    /// <param name="thread">The thread.</param>
    /// <param name="card">The model's card.</param>
    /// <param name="component">What does the work.</param>
    /// <param name="copy">Makes a result of the caller's own from what the component has found.</param>
    internal static RuntimeModel<TResult> Create<TFound>(
        RuntimeThread thread, ModelCard card, IFrameComponent<TFound> component, Func<TResult> copy)
    {
        thread.Own(component);
        while (component.TryWarmUp())
        {
        }

        return new RuntimeModel<TResult>(thread, card, component, (frame, cancellation) =>
        {
            Run(component, frame, thread.Backend.IsBoundToThread, cancellation);
            return copy();
        });
    }

    // On a GPU all work is submitted at once; on the CPU in slices, between which a cancellation is seen.
    private static void Run<TFound>(
        IFrameComponent<TFound> component, Frame frame, bool isOnDevice, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        FrameNetwork network = component.Network;
        FrameTransform transform = network.Convert(frame);
        SlicedRun run = network.Start(TimeProvider.System, isOnDevice ? TimeSpan.Zero : null);
        while (run.MoveNext(Slice))
            cancellation.ThrowIfCancellationRequested();
        component.Request(transform);
        component.Take();
        component.Decode(transform);
    }
}
