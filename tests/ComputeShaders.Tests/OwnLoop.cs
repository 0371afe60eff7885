using System.Collections.Concurrent;

namespace VisionPlugin.ComputeShaders.Tests;

/// <summary>Runs asynchronous code on the calling thread to its end, as a window's loop does.</summary>
internal sealed class OwnLoop : SynchronizationContext
{
    private readonly BlockingCollection<(SendOrPostCallback Call, object? State)> _queue = [];

    public static void Run(Func<Task> code)
    {
        SynchronizationContext? before = Current;
        var loop = new OwnLoop();
        SetSynchronizationContext(loop);
        try
        {
            Task task = code();
            task.ContinueWith(_ => loop._queue.CompleteAdding(), TaskScheduler.Default);
            foreach ((SendOrPostCallback call, object? state) in loop._queue.GetConsumingEnumerable())
                call(state);
            task.GetAwaiter().GetResult();
        }
        finally
        {
            SetSynchronizationContext(before);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));
}
