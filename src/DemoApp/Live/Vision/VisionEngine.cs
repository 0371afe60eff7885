using System.Collections.Concurrent;
using System.Diagnostics;
using VisionPlugin.Components;
using VisionPlugin.DemoApp.Drawing;
using VisionPlugin.DemoApp.Sources;
using VisionPlugin.Execution;

namespace VisionPlugin.DemoApp.Live.Vision;

/// <summary>
/// Networks at work beside a window that never waits for them. On a GPU they share the window's context and get a slice
/// of each frame; elsewhere they have a thread of their own.
/// </summary>
internal sealed class VisionEngine : IDisposable
{
    // On its own thread the budget only says how soon the engine notices that it is to end.
    private static readonly TimeSpan Slice = TimeSpan.FromMilliseconds(20);

    private readonly FrameExchange _frames = new();
    private readonly FindingsBoard _board = new();
    private readonly ConcurrentQueue<Exception> _errors = new();
    private readonly TaskCompletionSource _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly WorkerOptions _worker;
    private readonly TimeSpan _budget;
    private readonly IBackend _backend;
    private VisionHost? _host;
    private Pipeline? _pipeline;
    private volatile bool _stopping;
    private volatile bool _hasFailed;

    /// <summary>Starts networks.</summary>
    /// <param name="mode">What to do with frames.</param>
    /// <param name="backend">What to run on; belongs to the engine from now on.</param>
    /// <param name="worker">How the networks are prepared and run.</param>
    /// <param name="budget">What the networks may take of a window's frame, where they share its thread.</param>
    public VisionEngine(VisionMode mode, IBackend backend, WorkerOptions worker, TimeSpan budget)
    {
        (Mode, _backend, BackendType, BackendDescription) = (mode, backend, backend.Type, backend.Description);
        IsInLoop = backend.IsBoundToThread;
        (_worker, _budget) = (worker, budget);
        if (!IsInLoop)
            new Thread(Run) { IsBackground = true, Name = "vision" }.Start();
    }

    /// <summary>What is done with frames.</summary>
    public VisionMode Mode { get; }

    /// <summary>What it runs on.</summary>
    public BackendType BackendType { get; }

    /// <summary>Driver and renderer, or instruction set and threads.</summary>
    public string BackendDescription { get; }

    /// <summary>What it runs on; stays the engine's.</summary>
    public IBackend Backend => _backend;

    /// <summary>True if the networks run in <see cref="Tick"/>, false if on their own thread.</summary>
    public bool IsInLoop { get; }

    /// <summary>True until the networks are loaded and prepared.</summary>
    public bool IsLoading => Volatile.Read(ref _pipeline)?.IsLoading ?? true;

    /// <summary>True if they could not be; <see cref="TryTakeError"/> has the reason.</summary>
    public bool HasFailed => _hasFailed || (Volatile.Read(ref _pipeline)?.HasFailed ?? false);

    /// <summary>What was found last. Valid until <see cref="TryTakeFindings"/> is called again.</summary>
    public Findings Findings => _board.Shown;

    /// <summary>The networks; null until they are made.</summary>
    public Pipeline? Pipeline => Volatile.Read(ref _pipeline);

    /// <summary>Completes when its thread has ended and its memory is free.</summary>
    public Task Ended => _ended.Task;

    /// <summary>Gives the networks a frame; they take the latest when they are ready for one.</summary>
    /// <param name="texture">Where it is in the window's context; for networks that share it.</param>
    /// <param name="pixels">It as pixels, which are copied; for other networks.</param>
    /// <param name="number">Its number.</param>
    public void Post(Texture texture, FrameBuffer pixels, long number)
    {
        if (IsInLoop)
            _frames.Post(texture, number, pixels.Stamp);
        else
            _frames.Post(pixels.Frame, number, pixels.Stamp);
    }

    /// <summary>Takes what was found since the last call; false if nothing was.</summary>
    public bool TryTakeFindings() => _board.TryTake();

    /// <summary>Takes the oldest error that was not taken.</summary>
    public bool TryTakeError(out Exception error) => _errors.TryDequeue(out error!);

    /// <summary>Runs a slice, if the networks share the window's thread.</summary>
    public void Tick(double seconds)
    {
        if (!IsInLoop || HasFailed)
            return;
        try
        {
            // Its card says what is to be made, so the model must be there.
            if (_pipeline is null && Mode.Model.Value.Task.IsCompleted)
                Build(_budget);
            _host?.Tick((float)seconds);
        }
        catch (Exception error) when (error is VisionException or IOException or UnauthorizedAccessException)
        {
            _errors.Enqueue(error);
            _hasFailed = true;
        }
    }

    /// <summary>
    /// Ends. On its own thread that may take a layer's time more, for which nobody waits: see <see cref="Ended"/>.
    /// </summary>
    public void Dispose()
    {
        _stopping = true;
        _frames.Wake();
        if (IsInLoop)
            Release();
    }

    private void Build(TimeSpan budget)
    {
        _host = new VisionHost(budget);
        _host.Error += error => _errors.Enqueue(error.Exception);
        Volatile.Write(ref _pipeline, _host.Add(Mode.Create(_host, _backend, _worker, _frames, _board)));
    }

    private void Run()
    {
        try
        {
            Build(Slice);
            long last = Stopwatch.GetTimestamp();
            while (!_stopping)
            {
                long now = Stopwatch.GetTimestamp();
                _host!.Tick((float)Stopwatch.GetElapsedTime(last, now).TotalSeconds);
                last = now;
                if (!_pipeline!.IsBusy)
                    _frames.Wait();
            }
        }
#pragma warning disable CA1031 // The window shows it and goes on.
        catch (Exception error)
#pragma warning restore CA1031
        {
            _errors.Enqueue(error);
            _hasFailed = true;
        }
        finally
        {
            Release();
        }
    }

    private void Release()
    {
        try
        {
            _host?.Dispose();
            _backend.Dispose();
        }
        finally
        {
            _frames.Release();
            _ended.TrySetResult();
        }
    }
}
