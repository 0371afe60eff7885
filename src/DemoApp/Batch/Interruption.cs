using System.Runtime.InteropServices;

namespace VisionPlugin.DemoApp.Batch;

/// <summary>
/// Ctrl+C and the system's wish that the program ends: the first is taken as a request, the second ends it.
/// </summary>
internal sealed class Interruption : IDisposable
{
    private readonly Action _stop;
    private readonly List<PosixSignalRegistration> _signals = [];
    private int _requests;

    /// <summary>Listens from now on.</summary>
    /// <param name="stop">Called at the first request, on another thread.</param>
    public Interruption(Action stop)
    {
        _stop = stop;
        foreach (PosixSignal signal in (PosixSignal[])[PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP])
            _signals.Add(PosixSignalRegistration.Create(signal, Handle));
    }

    /// <summary>True once the end was asked for.</summary>
    public bool IsRequested => Volatile.Read(ref _requests) > 0;

    /// <summary>Listens no more.</summary>
    public void Dispose() => _signals.ForEach(s => s.Dispose());

    private void Handle(PosixSignalContext context)
    {
        if (Interlocked.Increment(ref _requests) > 1)
            return;
        context.Cancel = true;
        _stop();
    }
}
