using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using VisionPlugin.DemoApp.Sources;

namespace VisionPlugin.DemoApp.Capture;

/// <summary>
/// A child process with a pipe to it, and the last lines that it complained of. It never outlives us: it is killed when
/// disposed and when this process ends; where we are killed ourselves, it ends with the next frame that it cannot
/// write.
/// </summary>
internal sealed class FfmpegProcess : IDisposable
{
    // Ended with the process, as far as that is told that it ends.
    private static readonly ConcurrentDictionary<FfmpegProcess, bool> Running = new();

    private readonly Process _process;
    private readonly Queue<string> _complaints = [];
    private readonly int _keptLines;
    private bool _disposed;

    static FfmpegProcess() => AppDomain.CurrentDomain.ProcessExit += (_, _) => KillAll();

    private FfmpegProcess(Process process, int keptLines)
    {
        (_process, _keptLines) = (process, keptLines);
        Running[this] = true;
        process.ErrorDataReceived += (_, e) => Keep(e.Data);
        process.BeginErrorReadLine();
    }

    /// <summary>What it writes.</summary>
    public Stream Output => _process.StandardOutput.BaseStream;

    /// <summary>What it reads.</summary>
    public Stream Input => _process.StandardInput.BaseStream;

    /// <summary>Its number in the system.</summary>
    public int Id => _process.Id;

    /// <summary>
    /// The last lines that it complained of, oldest first; all of them once <see cref="WaitForExit"/> is back.
    /// </summary>
    public IReadOnlyList<string> Complaints
    {
        get
        {
            lock (_complaints)
                return [.. _complaints];
        }
    }

    /// <summary>Starts a program; it gets no terminal to read from.</summary>
    /// <param name="file">The program.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="pipe">The pipe that is wanted; the other one is closed.</param>
    /// <param name="keptLines">How many of its complaints are kept, the last ones.</param>
    /// <exception cref="SourceException">It cannot be started.</exception>
    public static FfmpegProcess Start(string file, IEnumerable<string> arguments, FfmpegPipe pipe, int keptLines = 30)
    {
        var info = new ProcessStartInfo(file, arguments)
        {
            RedirectStandardOutput = true,
            RedirectStandardInput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
            CreateNoWindow = true,
        };
        try
        {
            Process process = Process.Start(info)!;
            if (pipe == FfmpegPipe.Output)
                process.StandardInput.Close();
            else
                process.StandardOutput.Close();
            return new FfmpegProcess(process, keptLines);
        }
        catch (Win32Exception error)
        {
            throw new SourceException($"{file} cannot be started: {error.Message}.", error);
        }
    }

    /// <summary>Ends it at once. From any thread, any number of times.</summary>
    public void Kill()
    {
        try
        {
            _process.Kill(entireProcessTree: true);
        }
        catch (Exception error) when (error is InvalidOperationException or Win32Exception or AggregateException)
        {
            // It has ended already.
        }
    }

    /// <summary>Waits until it has ended by itself, and gives its exit code; kills it after a while.</summary>
    public int WaitForExit(TimeSpan patience)
    {
        if (!_process.WaitForExit(patience))
            Kill();
        // Without a limit it also waits for the last complaints.
        _process.WaitForExit();
        return _process.ExitCode;
    }

    /// <summary>Kills it if it still runs.</summary>
    public void Dispose()
    {
        if (_disposed)
            return;
        _disposed = true;
        Kill();
        Running.TryRemove(this, out _);
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void KillAll()
    {
        foreach (FfmpegProcess process in Running.Keys)
            process.Kill();
    }

    private void Keep(string? line)
    {
        if (string.IsNullOrWhiteSpace(line))
            return;
        lock (_complaints)
        {
            if (_complaints.Count == _keptLines)
                _complaints.Dequeue();
            _complaints.Enqueue(line.Trim());
        }
    }
}
