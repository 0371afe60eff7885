using System.Diagnostics;
using System.Runtime.ExceptionServices;
using System.Text;

namespace VisionPlugin.Fuzz.Tests;

/// <summary>
/// Tries case after case on a thread of its own, watched by the test's: a case that does not end, takes too much memory or
/// throws anything but a typed error is saved with the command that tries it again. The file of the case under way is there
/// from before it begins, so that it is left behind even by a crash of the process.
/// </summary>
internal sealed class FuzzRun
{
    private const int MostFindings = 10;

    private readonly string _name;
    private readonly Func<IFuzzTarget> _open;
    private readonly SortedDictionary<string, int> _results = [];
    private readonly Dictionary<string, string> _findings = [];
    private readonly TimeSpan _budget;
    private ExceptionDispatchInfo? _failure;
    private long _started = Stopwatch.GetTimestamp();
    private volatile string _running = "";
    private int _cases;

    private FuzzRun(string name, Func<IFuzzTarget> open, double seconds) =>
        (_name, _open, _budget) = (name, open, TimeSpan.FromSeconds(seconds));

    /// <summary>Runs for a time.</summary>
    /// <param name="name">The target's name.</param>
    /// <param name="open">Makes the target, on the thread that will use it.</param>
    /// <param name="seconds">How long.</param>
    /// <param name="write">Is told how many cases there were, and what became of them.</param>
    public static void Run(string name, Func<IFuzzTarget> open, double seconds, Action<string> write)
    {
        var run = new FuzzRun(name, open, seconds);
        run.Watch(new Thread(run.Loop) { IsBackground = true, Name = $"fuzz {name}" });
        write(run.Summary());
        File.AppendAllText(Path.Combine(FuzzSettings.Folder, "summary.txt"), run.Summary() + "\n");
        if (run._findings.Count > 0)
            Assert.Fail($"{run.Summary()}\n{string.Join("\n\n", run._findings.Values)}");
    }

    /// <summary>Tries one file; fails if it is a finding.</summary>
    public static void Replay(string path, Func<IFuzzTarget> open)
    {
        byte[] file = File.ReadAllBytes(path);
        Exception? error = null;
        var thread = new Thread(() =>
        {
            try
            {
                using IFuzzTarget target = open();
                Measured(target, file);
            }
            catch (VisionException)
            {
                // As it should be.
            }
            catch (Exception caught)
            {
                error = caught;
            }
        })
        { IsBackground = true };
        thread.Start();
        Assert.True(thread.Join(FuzzSettings.MostTime), $"{path} has not ended after {FuzzSettings.MostTime}.");
        if (error is Xunit.SkipException)
            ExceptionDispatchInfo.Throw(error);
        Assert.True(error is null, $"{path}: {error}");
    }

    private void Watch(Thread thread)
    {
        thread.Start();
        while (!thread.Join(100))
        {
            if (Stopwatch.GetElapsedTime(Interlocked.Read(ref _started)) > FuzzSettings.MostTime)
                Assert.Fail($"Case {_cases} of '{_name}' has not ended after {FuzzSettings.MostTime}. {Command(_running)}");
        }

        _failure?.Throw();
    }

    private void Loop()
    {
        try
        {
            using IFuzzTarget target = _open();
            _running = Path.Combine(FuzzSettings.Folder, $"running-{_name}.{target.Extension}");
            var watch = Stopwatch.StartNew();
            // The time is for the number of cases only: case n of a seed is the same on every machine.
            while (watch.Elapsed < _budget && _findings.Count < MostFindings)
                Try(target);
            File.Delete(_running);
        }
        catch (Exception error)
        {
            _failure = ExceptionDispatchInfo.Capture(error);
        }
    }

    private void Try(IFuzzTarget target)
    {
        byte[] file = target.Make(RandomOf(_cases++));
        File.WriteAllBytes(_running, file);
        Interlocked.Exchange(ref _started, Stopwatch.GetTimestamp());
        string result;
        try
        {
            result = Measured(target, file);
        }
        catch (VisionException)
        {
            result = "refused";
        }
        catch (Exception error)
        {
            result = "FOUND";
            Save(error);
        }

        _results[result] = _results.GetValueOrDefault(result) + 1;
        Interlocked.Exchange(ref _started, Stopwatch.GetTimestamp());
    }

    private static string Measured(IFuzzTarget target, byte[] file)
    {
        long before = GC.GetTotalAllocatedBytes();
        string result = target.Try(file);
        long allocated = GC.GetTotalAllocatedBytes() - before;
        Assert.True(allocated < FuzzSettings.MostBytes, $"It allocated {allocated:N0} bytes.");
        return result;
    }

    // Findings of one kind are one: by the type and the place.
    private void Save(Exception error)
    {
        string place = error.StackTrace?.Split('\n').Select(line => line.Trim())
            .FirstOrDefault(line => line.Contains(" VisionPlugin.") && !line.Contains("Fuzz.Tests")) ?? new string([.. error.Message.Where(c => !char.IsDigit(c))]);
        string kind = $"{error.GetType().Name} {place}";
        if (_findings.ContainsKey(kind))
            return;
        string path = Path.Combine(FuzzSettings.Folder, $"{_name}-{FuzzSettings.Seed}-{_cases - 1}{Path.GetExtension(_running)}");
        File.Copy(_running, path, overwrite: true);
        _findings[kind] = $"{Command(path)}\n{error}";
    }

    private static string Command(string path) => $"Saved; to try it again:\n"
        + $"VISION_FUZZ_CASE={path} dotnet test -c Release tests/Fuzz.Tests --filter FullyQualifiedName~KeptCaseTests";

    private string Summary()
    {
        var text = new StringBuilder($"{_name}: {_cases} cases of seed {FuzzSettings.Seed} in {_budget.TotalSeconds:F0} s");
        foreach ((string result, int count) in _results)
            text.Append($", {count} {result}");
        return text.ToString();
    }

    // Independent of the cases before it, so that each can be made alone.
    private Random RandomOf(int index) =>
        new(_name.Aggregate(unchecked((FuzzSettings.Seed * 7919) + (index * 104729)), (h, c) => unchecked((h * 31) + c)));
}
