using System.Diagnostics;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// What the steps of a plan cost on the GPU, by its own clock. Nothing is measured before somebody asks. Then each step
/// is timed in a few runs, and afterwards a sixteenth of the steps of each run, so that timing costs next to
/// nothing and lasting changes are followed; results are taken when they have arrived, some slices later. Where the
/// driver has no clock (OpenGL ES without GL_EXT_disjoint_timer_query), <see cref="Calibrate"/> measures each step once,
/// while the plan is made. On the device's thread.
/// </summary>
internal sealed class GpuStepCosts : IDisposable
{
    private const int TimersUnderWay = 32, FirstRuns = 4, Period = 16;

    private readonly GlDevice _device;
    private readonly LearnedCosts _costs;
    private readonly byte[] _samples;
    private GpuTimer? _timer;
    private bool _isMeasuring;
    private int _run;

    /// <summary>Knows nothing yet.</summary>
    /// <param name="device">The device.</param>
    /// <param name="steps">Number of steps of the plan.</param>
    public GpuStepCosts(GlDevice device, int steps)
    {
        (_device, _costs, _samples) = (device, new LearnedCosts(steps), new byte[steps]);
        HasClock = GpuTimer.IsAvailable(device);
    }

    /// <summary>True if the driver has a clock, by which costs are learned while the plan runs.</summary>
    public bool HasClock { get; }

    /// <summary>What a step is expected to cost; null while unknown. From the first call on steps are measured.</summary>
    public TimeSpan? CostOf(int step)
    {
        Begin();
        return _costs.IsKnown(step) ? TimeSpan.FromSeconds(_costs.Expect(step)) : null;
    }

    /// <summary>Measures from now on.</summary>
    public void Begin() => _isMeasuring = HasClock;

    /// <summary>Takes the results that have arrived. Never blocks.</summary>
    public void Update()
    {
        while (_timer is not null && _timer.TryRead(out int step, out double milliseconds))
        {
            if (double.IsNaN(milliseconds))
                continue;
            _costs.Learn(step, 1e-3 * milliseconds);
            _samples[step] += (byte)(_samples[step] < FirstRuns ? 1 : 0);
        }
    }

    /// <summary>Called before the commands of a step.</summary>
    /// <returns>True if the step is timed; <see cref="End"/> must follow its commands.</returns>
    public bool TryBegin(int step)
    {
        if (!_isMeasuring)
            return false;
        _run += step == 0 ? 1 : 0;
        if (_samples[step] == FirstRuns && (step + _run) % Period != 0)
            return false;
        _timer ??= new GpuTimer(_device, TimersUnderWay);
        if (_timer.IsFull)
            return false;
        _timer.Begin(step);
        return true;
    }

    /// <summary>Called after the commands of a step that is timed.</summary>
    public void End() => _timer!.End();

    /// <summary>
    /// Measures a step by the processor's clock between two fences. Blocks until the GPU has done it: for load time.
    /// </summary>
    /// <param name="step">The step.</param>
    /// <param name="run">Submits it.</param>
    public void Calibrate(int step, Action<int> run)
    {
        GlFence.FinishBlocking(_device);
        long start = Stopwatch.GetTimestamp();
        run(step);
        GlFence.FinishBlocking(_device);
        _costs.Learn(step, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    /// <summary>Frees the timers.</summary>
    public void Dispose() => _timer?.Dispose();
}
