using System.Runtime.ExceptionServices;

namespace VisionPlugin.Cpu;

/// <summary>
/// Threads that share loops. Every member of the team starts with its own part of the loop and, when done, takes from the
/// others' parts. Waiting members spin briefly, then sleep. Any number of threads may call at once: one gets the team, the
/// others, and loops inside loops, run alone. A loop allocates nothing.
/// </summary>
internal sealed class ThreadTeam : IDisposable
{
    // About 50 microseconds: longer than the gap between two operators, short enough not to burn a core.
    private const int SpinRounds = 200;

    private const int Open = 1 << 30;

    private readonly Thread[] _threads;
    private readonly LoopPart[] _parts;
    private readonly Lock _caller = new();
    private readonly object _sleep = new();
    private Action<int, int>? _body;
    private Exception? _error;
    private int _generation;
    private int _state;
    private int _sleepers;
    private volatile bool _disposed;

    /// <summary>Starts a team of <paramref name="size"/> members, the caller of each loop included.</summary>
    public ThreadTeam(int size)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        _parts = new LoopPart[size];
        _threads = new Thread[size - 1];
        for (int i = 0; i < _threads.Length; i++)
        {
            int member = i + 1;
            _threads[i] = new Thread(() => Work(member)) { IsBackground = true, Name = $"VisionPlugin CPU {member}" };
            _threads[i].Start();
        }
    }

    /// <summary>Members, the caller included.</summary>
    public int Size => _parts.Length;

    /// <summary>
    /// Calls <paramref name="body"/> with every index from 0 to <paramref name="count"/> - 1 and the number of the member
    /// (0 to <see cref="Size"/> - 1) that runs it, in any order, and returns when all calls have. The first exception
    /// ends the loop early and is thrown here.
    /// </summary>
    public void For(int count, Action<int, int> body)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        if (count <= 1 || Size == 1 || _caller.IsHeldByCurrentThread || !_caller.TryEnter())
        {
            for (int i = 0; i < count; i++)
                body(i, 0);
            return;
        }

        try
        {
            Share(count, body);
        }
        finally
        {
            _caller.Exit();
        }
    }

    /// <summary>Ends the threads and waits for them.</summary>
    public void Dispose()
    {
        _disposed = true;
        lock (_sleep)
            Monitor.PulseAll(_sleep);
        foreach (Thread thread in _threads)
            thread.Join();
    }

    private void Share(int count, Action<int, int> body)
    {
        _body = body;
        for (int i = 0; i < _parts.Length; i++)
        {
            _parts[i].Next = (int)((long)count * i / _parts.Length);
            _parts[i].End = (int)((long)count * (i + 1) / _parts.Length);
        }

        Volatile.Write(ref _state, Open);
        Interlocked.Increment(ref _generation);
        if (Volatile.Read(ref _sleepers) > 0)
        {
            lock (_sleep)
                Monitor.PulseAll(_sleep);
        }

        TakePart(0);

        // Nobody may join any more; then wait for those who did.
        Interlocked.And(ref _state, ~Open);
        var spin = default(SpinWait);
        while (Volatile.Read(ref _state) != 0)
            spin.SpinOnce(sleep1Threshold: -1);
        _body = null;
        if (Interlocked.Exchange(ref _error, null) is { } error)
            ExceptionDispatchInfo.Throw(error);
    }

    private void Work(int member)
    {
        int seen = 0;
        while (WaitForLoop(ref seen))
        {
            int state = Volatile.Read(ref _state);
            while ((state & Open) != 0)
            {
                int found = Interlocked.CompareExchange(ref _state, state + 1, state);
                if (found == state)
                {
                    TakePart(member);
                    Interlocked.Decrement(ref _state);
                    break;
                }

                state = found;
            }
        }
    }

    // False when the team ends.
    private bool WaitForLoop(ref int seen)
    {
        for (int i = 0; i < SpinRounds; i++)
        {
            if (Volatile.Read(ref _generation) != seen || _disposed)
                break;
            Thread.SpinWait(8);
        }

        if (Volatile.Read(ref _generation) == seen && !_disposed)
        {
            lock (_sleep)
            {
                Interlocked.Increment(ref _sleepers);
                while (Volatile.Read(ref _generation) == seen && !_disposed)
                    Monitor.Wait(_sleep);
                Interlocked.Decrement(ref _sleepers);
            }
        }

        seen = Volatile.Read(ref _generation);
        return !_disposed;
    }

    private void TakePart(int member)
    {
        try
        {
            for (int i = 0; i < _parts.Length; i++)
            {
                ref LoopPart part = ref _parts[(member + i) % _parts.Length];
                while (Volatile.Read(ref part.Next) < part.End)
                {
                    int index = Interlocked.Increment(ref part.Next) - 1;
                    if (index < part.End)
                        _body!(index, member);
                }
            }
        }
        catch (Exception error)
        {
            // First come, first thrown; the rest of the loop is dropped.
            Interlocked.CompareExchange(ref _error, error, null);
            for (int i = 0; i < _parts.Length; i++)
                Volatile.Write(ref _parts[i].Next, int.MaxValue / 2);
        }
    }
}
