using System.Diagnostics;
using VisionPlugin.ComputeShaders.Device;
using VisionPlugin.Execution;

namespace VisionPlugin.ComputeShaders;

/// <summary>
/// Times one step after another, waiting for each: by the GPU's clock, or where there is none, or a software driver
/// whose clock is the processor's anyway, by the processor's clock from one fence to the next. On the device's thread.
/// </summary>
/// <param name="device">The device.</param>
/// <param name="trustsClock">False to do without the GPU's clock even where there is one.</param>
internal sealed class GpuStepClock(GlDevice device, bool trustsClock) : IDisposable
{
    private GpuTimer? _timer;

    /// <summary>What is measured with.</summary>
    public StepClock Kind => trustsClock && GpuTimer.IsAvailable(device) ? StepClock.Gpu : StepClock.Fences;

    /// <summary>Runs a step and waits for it.</summary>
    public TimeSpan TimeBlocking(int step, Action<int> run)
    {
        GlFence.FinishBlocking(device);
        if (Kind == StepClock.Gpu)
            _timer ??= new GpuTimer(device, depth: 1);
        long start = Stopwatch.GetTimestamp();
        _timer?.Begin();
        run(step);
        _timer?.End();
        GlFence.FinishBlocking(device);
        TimeSpan wall = Stopwatch.GetElapsedTime(start);
        return _timer is not null && _timer.TryRead(out double milliseconds) ? TimeSpan.FromMilliseconds(milliseconds) : wall;
    }

    /// <summary>Frees the timer.</summary>
    public void Dispose() => _timer?.Dispose();
}
