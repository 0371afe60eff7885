using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using VisionPlugin.Tensors;

namespace VisionPlugin.Tests.Tensors;

public class ReadbackTests
{
    [Fact]
    public async Task A_host_tensor_is_cloned_at_once()
    {
        var tensor = new Tensor<float>([2], [1, 2]);
        ValueTask<Tensor<float>> pending = tensor.ReadbackAndCloneAsync();
        Assert.True(pending.IsCompleted);
        Tensor<float> clone = await pending;
        tensor.AsSpan()[0] = 9;
        Assert.Equal([1f, 2], clone.AsSpan().ToArray());
    }

    [Fact]
    public void A_device_tensor_is_polled_on_its_own_thread_until_it_has_arrived()
    {
        var device = new SlowDevice(arrivesAfter: 3);
        using var tensor = new Tensor<float>([2], device);
        float[] result = LoopThread.Run(async () => (await tensor.ReadbackAndCloneAsync()).AsSpan().ToArray());
        Assert.Equal([1f, 2], result);
        Assert.Equal(1, device.Requests);
        Assert.Single(device.Threads.Distinct());
        Assert.False(device.ReadBeforeArrival);
    }

    [Fact]
    public async Task Waiting_can_be_cancelled()
    {
        using var cancel = new CancellationTokenSource();
        using var tensor = new Tensor<float>([2], new SlowDevice(int.MaxValue));
        ValueTask<Tensor<float>> pending = tensor.ReadbackAndCloneAsync(cancel.Token);
        Assert.False(pending.IsCompleted);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await pending);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await tensor.ReadbackAndCloneAsync(cancel.Token));
    }

    private sealed class SlowDevice(int arrivesAfter) : IDeviceStorage
    {
        private int _polls;

        public int Requests { get; private set; }

        public bool ReadBeforeArrival { get; private set; }

        public ConcurrentBag<int> Threads { get; } = [];

        public string Device => "test";

        public bool IsReadbackDone
        {
            get
            {
                Threads.Add(Environment.CurrentManagedThreadId);
                return ++_polls > arrivesAfter;
            }
        }

        public void RequestReadback() => Requests++;

        public void Read(Span<byte> destination)
        {
            Threads.Add(Environment.CurrentManagedThreadId);
            ReadBeforeArrival |= _polls <= arrivesAfter;
            MemoryMarshal.AsBytes<float>([1, 2]).CopyTo(destination);
        }

        public void Dispose()
        {
        }
    }

    /// <summary>Runs asynchronous code like a window's loop does: every continuation on the one thread.</summary>
    private sealed class LoopThread : SynchronizationContext, IDisposable
    {
        private readonly BlockingCollection<(SendOrPostCallback Callback, object? State)> _queue = [];

        public static T Run<T>(Func<Task<T>> action)
        {
            using var loop = new LoopThread();
            SynchronizationContext? before = Current;
            SetSynchronizationContext(loop);
            try
            {
                Task<T> task = action();
                while (!task.IsCompleted)
                {
                    if (loop._queue.TryTake(out (SendOrPostCallback Callback, object? State) item, TimeSpan.FromSeconds(10)))
                        item.Callback(item.State);
                }

                return task.GetAwaiter().GetResult();
            }
            finally
            {
                SetSynchronizationContext(before);
            }
        }

        public override void Post(SendOrPostCallback d, object? state) => _queue.Add((d, state));

        public void Dispose() => _queue.Dispose();
    }
}
